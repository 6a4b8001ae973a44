package dev.longshore.ledger.database;

import java.sql.SQLException;

/** Tables in which a room keeps more about a job. */
public interface RoomTables {

    /** Whether jobs of this room make one thing of all their files, so that a retry needs the finished ones again. */
    boolean makesOneThing(String room);

    /** Deletes what they hold about the job, which is purged or begins anew. */
    void forget(Transaction transaction, String jobId) throws SQLException;
}
