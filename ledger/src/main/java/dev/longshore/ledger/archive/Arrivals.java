package dev.longshore.ledger.archive;

import dev.longshore.ledger.database.Transaction;
import java.sql.SQLException;

/** How many of a job's bytes have arrived: of each part that the store holds as many as the part is of the archive. */
final class Arrivals {

    private static final String ONE_MORE = """
            UPDATE longshore.job j SET arrived_bytes = least(j.total_bytes,
                j.arrived_bytes + ceil(?::numeric * j.total_bytes / greatest(plan.length, 1))::bigint)
            FROM longshore.archive_plan plan WHERE j.id = ? AND plan.job_id = j.id""";

    private static final String COUNT_ANEW = """
            UPDATE longshore.job j SET arrived_bytes = least(j.total_bytes,
                ceil(held.bytes * j.total_bytes / greatest(plan.length, 1))::bigint)
            FROM longshore.archive_plan plan,
                (SELECT coalesce(sum(size), 0)::numeric AS bytes FROM longshore.archive_part
                    WHERE job_id = ? AND state = 'done') held
            WHERE j.id = ? AND plan.job_id = j.id""";

    private static final String UNFINISH_FILES = """
            WITH undone AS (
                UPDATE longshore.job_file SET state = 'queued', attempts = 0, moved = false, started_at = NULL,
                    finished_at = NULL
                WHERE job_id = ? AND state = 'done' AND ordinal IN (
                    SELECT generate_series(first_ordinal, last_ordinal) FROM longshore.archive_part
                    WHERE job_id = ? AND state <> 'done' AND first_ordinal >= 0)
                RETURNING bytes)
            UPDATE longshore.job SET done_files = done_files - counted.files, done_bytes = done_bytes - counted.bytes
            FROM (SELECT count(*) AS files, coalesce(sum(bytes), 0)::bigint AS bytes FROM undone) counted
            WHERE id = ?""";

    private Arrivals() {}

    /** The store has come to hold one more part. The caller holds the job's row, as below. */
    static void add(Transaction transaction, TakenPart part) throws SQLException {
        transaction.update(ONE_MORE, part.size(), part.jobId());
    }

    /** The store has lost parts, and the caller has queued them. Files of which they hold a byte are done no longer. */
    static void countAnew(Transaction transaction, String jobId) throws SQLException {
        transaction.update(COUNT_ANEW, jobId, jobId);
        transaction.update(UNFINISH_FILES, jobId, jobId, jobId);
    }
}
