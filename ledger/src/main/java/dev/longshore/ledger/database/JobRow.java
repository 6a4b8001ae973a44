package dev.longshore.ledger.database;

import dev.longshore.ledger.LostEpochException;
import java.sql.SQLException;

/**
 * The row of a job as every transaction treats it that changes the job, its files or its room's rows: it is locked
 * first. So such transactions of one job follow each other, none sees half of another, and no two can wait for each
 * other.
 */
public final class JobRow {

    /**
     * Follows {@code WITH … finished AS (… RETURNING state, bytes)} and counts these files in the row of the job, whose
     * id is the last value. Changes no row, and returns none, if no file was finished.
     */
    public static final String COUNT_FINISHED = """
            , counted AS (
                SELECT count(*) AS files,
                    count(*) FILTER (WHERE state = 'done') AS done,
                    count(*) FILTER (WHERE state = 'failed') AS failed,
                    count(*) FILTER (WHERE state = 'skipped') AS skipped,
                    coalesce(sum(bytes) FILTER (WHERE state = 'done'), 0)::bigint AS bytes
                FROM finished)
            UPDATE longshore.job SET
                done_files = done_files + counted.done,
                failed_files = failed_files + counted.failed,
                skipped_files = skipped_files + counted.skipped,
                done_bytes = done_bytes + counted.bytes
            FROM counted WHERE counted.files > 0 AND id = ?""";

    /**
     * The id of a job as a column {@code job_id}, for a materialized query that lists rows to be joined. Of an id that it sees
     * PostgreSQL believes that few rows have it, if the job came after its last look at the table; then it would compare each
     * row of the job with each that is listed, instead of looking those up.
     */
    public static final String HIDDEN_ID = "(SELECT ?::text AS job_id) AS hidden";

    private static final String QUEUE_DONE = """
            WITH undone AS (
                UPDATE longshore.job_file SET state = 'queued', attempts = 0, moved = false, started_at = NULL,
                    finished_at = NULL
                WHERE job_id = ? AND state = 'done' RETURNING bytes)
            UPDATE longshore.job SET done_files = done_files - counted.files, done_bytes = done_bytes - counted.bytes
            FROM (SELECT count(*) AS files, coalesce(sum(bytes), 0)::bigint AS bytes FROM undone) counted
            WHERE id = ?""";

    private static final String LOCK = "SELECT 1 FROM longshore.job WHERE id = ? FOR NO KEY UPDATE";

    private static final String LOCK_MINE = """
            SELECT 1 FROM longshore.job
            WHERE id = ? AND epoch = ? AND state IN ('queued', 'running', 'paused') FOR NO KEY UPDATE""";

    private JobRow() {}

    /**
     * A condition of which PostgreSQL keeps no figures, for rows that are joined with some that are listed. Of a state that no
     * row had at its last look at the table it believes that none has it now; then it would compare each row that has it with
     * each that is listed, instead of looking those up.
     */
    public static String hasState(String column, String state) {
        return " CASE " + column + " WHEN '" + state + "' THEN true ELSE false END ";
    }

    /** Does nothing if there is no such job. */
    public static void lock(Transaction transaction, String jobId) throws SQLException {
        transaction.first(LOCK, row -> true, jobId);
    }

    /** Queues the files again that were done, because what was made of them is gone. The caller holds the row. */
    public static void queueDoneFiles(Transaction transaction, String jobId) throws SQLException {
        transaction.update(QUEUE_DONE, jobId, jobId);
    }

    /** What had arrived of files that were not whole is gone. The caller holds the row. */
    public static void nothingArrived(Transaction transaction, String jobId) throws SQLException {
        transaction.update("UPDATE longshore.job SET arrived_bytes = 0 WHERE id = ?", jobId);
    }

    /** Throws {@link LostEpochException} unless the job is unfinished and belongs to the run that has this epoch. */
    public static void lockAs(Transaction transaction, String jobId, long epoch) throws SQLException {
        if (transaction.first(LOCK_MINE, row -> true, jobId, epoch).isEmpty()) {
            throw new LostEpochException("Job " + jobId, epoch);
        }
    }
}
