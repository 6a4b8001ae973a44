package dev.longshore.ledger;

import dev.longshore.ledger.RetryOutcome.NothingFailed;
import dev.longshore.ledger.RetryOutcome.Retried;
import dev.longshore.ledger.RetryOutcome.StillRunning;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.RoomTables;
import dev.longshore.ledger.database.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Queues ended jobs again. */
final class JobRetries {

    private static final String QUEUE_FAILED = """
            UPDATE longshore.job_file SET state = 'queued', attempts = 0, moved = false, checksum = NULL, handle = NULL,
                failure_type = NULL, failure_message = NULL, started_at = NULL, finished_at = NULL
            WHERE job_id = ? AND state = 'failed'
                AND (?::text IS NULL OR failure_type = ?) AND (?::bigint[] IS NULL OR ordinal = ANY (?::bigint[]))""";

    private static final String QUEUE_CANCELLED = """
            UPDATE longshore.job_file SET state = 'queued', attempts = 0, moved = false,
                started_at = NULL, finished_at = NULL
            WHERE job_id = ? AND state = 'cancelled'""";

    /** The next epoch, so that the late repetition of a write by the run that ended the job does not count. */
    private static final String QUEUE_JOB = """
            UPDATE longshore.job SET state = 'queued', desired = 'run', desired_now = false, epoch = epoch + 1,
                waiting_for = NULL, result = NULL, failure_type = NULL, failure_message = NULL, finished_at = NULL,
                failed_files = failed_files - ?, touched_at = now()
            WHERE id = ? RETURNING""" + JobRows.COLUMNS;

    private final Database database;
    private final List<RoomTables> rooms;

    JobRetries(Database database, List<RoomTables> rooms) {
        this.database = database;
        this.rooms = rooms;
    }

    RetryOutcome retry(String id, RetryFilter filter) {
        return database.callForLong(transaction -> {
            Optional<Job> found = Jobs.lock(transaction, id);
            if (found.isEmpty()) {
                return new RetryOutcome.Unknown();
            }
            return retry(transaction, found.get(), filter);
        });
    }

    private RetryOutcome retry(Transaction transaction, Job job, RetryFilter filter) throws SQLException {
        if (!job.state().isFinished()) {
            return new StillRunning(job);
        }
        if (job.state() == JobState.CANCELLED) {
            return new NothingFailed(job);
        }
        int files = queueFailed(transaction, job.id(), filter);
        if (files == 0 && !isToBeRetriedWhole(job, filter)) {
            return new NothingFailed(job);
        }
        if (job.state() == JobState.FAILED) {
            transaction.update(QUEUE_CANCELLED, job.id());
        }
        for (RoomTables room : rooms) {
            room.startOver(transaction, job);
        }
        return new Retried(
                transaction.first(QUEUE_JOB, JobRows::read, files, job.id()).orElseThrow());
    }

    private static int queueFailed(Transaction transaction, String id, RetryFilter filter) throws SQLException {
        String type = filter.failureType();
        long[] ordinals = filter.ordinals() == null
                ? null
                : filter.ordinals().stream().mapToLong(Long::longValue).toArray();
        return transaction.update(QUEUE_FAILED, id, type, type, ordinals, ordinals);
    }

    private static boolean isToBeRetriedWhole(Job job, RetryFilter filter) {
        Failure failure = job.failure();
        boolean isMeant = filter.failureType() == null
                || (failure != null && failure.type().equals(filter.failureType()));
        return job.state() == JobState.FAILED && job.files().failed() == 0 && isMeant && filter.ordinals() == null;
    }
}
