package dev.longshore.ledger.database;

import dev.longshore.ledger.Job;
import java.sql.SQLException;

/** Tables in which a room keeps more about a job. */
public interface RoomTables {

    /** Deletes what they hold about the job, which is purged. */
    void forget(Transaction transaction, String jobId) throws SQLException;

    /** Makes ready for a job of any room that is retried: its failed files are queued, and its row is held. */
    void startOver(Transaction transaction, Job job) throws SQLException;
}
