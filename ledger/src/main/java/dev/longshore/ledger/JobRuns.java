package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.Transaction;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a run writes to its job. Each write says which epoch writes, and throws {@link LostEpochException} if a later run
 * has taken the job or the job has ended.
 */
public final class JobRuns {

    private static final String MINE = " WHERE id = ? AND epoch = ? AND" + JobRows.UNFINISHED;

    private static final String MINE_RETURNED = MINE + "RETURNING" + JobRows.COLUMNS;

    private static final String AS_DESIRED = "state = CASE desired WHEN 'pause' THEN 'paused' ELSE 'running' END";

    private static final String BEGIN = "UPDATE longshore.job SET started_at = coalesce(started_at, now()), "
            + "acknowledged_seq = command_seq, waiting_for = NULL, " + AS_DESIRED + MINE_RETURNED;

    private static final String ACKNOWLEDGE = "UPDATE longshore.job SET acknowledged_seq = command_seq" + MINE_RETURNED;

    private static final String SETTLE = "UPDATE longshore.job SET " + AS_DESIRED + MINE_RETURNED;

    private static final String WAIT = """
            UPDATE longshore.job SET waiting_for = ?::text || ' since ' || CASE
                WHEN split_part(waiting_for, ': ', 1) = split_part(?::text, ': ', 1)
                    THEN substring(waiting_for FROM '[^ ]+$')
                ELSE to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END
            WHERE id = ? AND left(coalesce(waiting_for, ''), length(?::text) + 7) <> ?::text || ' since '""";

    private static final String WAIT_NO_MORE =
            "UPDATE longshore.job SET waiting_for = NULL WHERE id = ? AND waiting_for IS NOT NULL";

    private static final String LISTED = "UPDATE longshore.job SET listed = true" + MINE;

    private static final String HAS_UNFINISHED_FILES = """
            SELECT 1 FROM longshore.job_file WHERE job_id = ? AND state IN ('queued', 'running') LIMIT 1""";

    private static final String CANCEL_FILES = """
            UPDATE longshore.job_file SET state = 'cancelled', finished_at = now()
            WHERE job_id = ? AND state IN ('queued', 'running')""";

    private static final String CLOSE = """
            UPDATE longshore.job SET state = ?, result = ?::jsonb, failure_type = ?, failure_message = ?,
                waiting_for = NULL, acknowledged_seq = command_seq, finished_at = now()
            WHERE id = ? RETURNING""" + JobRows.COLUMNS;

    private final Database database;

    JobRuns(Database database) {
        this.database = database;
    }

    /** The first step of a run: it has seen the newest command. */
    public Job begin(String id, long epoch) {
        return write(BEGIN, id, epoch);
    }

    /** Says that the run has seen the newest command, and which one it is. */
    public Job acknowledge(String id, long epoch) {
        return write(ACKNOWLEDGE, id, epoch);
    }

    /** The job is paused or running from now on, as it is wanted at this moment. */
    public Job settle(String id, long epoch) {
        return write(SETTLE, id, epoch);
    }

    /**
     * Says what the job waits for; since when, the ledger adds, and keeps it while it is the same thing. Behind a colon and
     * a space stands a detail that may change meanwhile.
     *
     * @param what such as "the store at http://… (connection refused)"; null if it waits no more
     */
    public void waitingFor(String id, long epoch, @Nullable String what) {
        database.call(transaction -> {
            JobRow.lockAs(transaction, id, epoch);
            if (what == null) {
                return transaction.update(WAIT_NO_MORE, id);
            }
            String text = Storable.cut(what);
            return transaction.update(WAIT, text, text, id, text, text);
        });
    }

    /** All files of the job are in the ledger. */
    public void listed(String id, long epoch) {
        if (database.call(transaction -> transaction.update(LISTED, id, epoch)) == 0) {
            throw lost(id, epoch);
        }
    }

    /**
     * The last step of a run. Unfinished files of a failed or cancelled job are cancelled; a done job has none. Doing so
     * again changes nothing and is no error.
     */
    public Job close(String id, long epoch, Ending ending) {
        return database.callForLong(transaction -> {
            Job job = Jobs.lock(transaction, id).orElseThrow(() -> lost(id, epoch));
            if (job.epoch() != epoch) {
                throw lost(id, epoch);
            }
            return job.state().isFinished() ? job : close(transaction, id, ending);
        });
    }

    private static Job close(Transaction transaction, String id, Ending ending) throws SQLException {
        if (ending.state() == JobState.DONE) {
            requireFinishedFiles(transaction, id);
        } else {
            transaction.update(CANCEL_FILES, id);
        }
        Failure failure = ending.failure();
        return transaction
                .first(
                        CLOSE,
                        JobRows::read,
                        ending.state().word(),
                        ending.result(),
                        failure == null ? null : failure.type(),
                        failure == null ? null : failure.message(),
                        id)
                .orElseThrow();
    }

    private static void requireFinishedFiles(Transaction transaction, String id) throws SQLException {
        if (transaction.first(HAS_UNFINISHED_FILES, row -> true, id).isPresent()) {
            throw new IllegalStateException("Job " + id + " cannot be done: it has unfinished files");
        }
    }

    private Job write(String sql, String id, long epoch) {
        return database.call(transaction -> transaction.first(sql, JobRows::read, id, epoch))
                .orElseThrow(() -> lost(id, epoch));
    }

    private static LostEpochException lost(String id, long epoch) {
        return new LostEpochException("Job " + id, epoch);
    }
}
