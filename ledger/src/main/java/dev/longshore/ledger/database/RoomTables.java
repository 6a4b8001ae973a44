package dev.longshore.ledger.database;

import java.sql.SQLException;

/** Tables in which a room keeps more about a job. */
public interface RoomTables {

    /** Deletes what they hold about the job, which is purged or begins anew. */
    void forget(Transaction transaction, String jobId) throws SQLException;
}
