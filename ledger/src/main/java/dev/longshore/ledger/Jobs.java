package dev.longshore.ledger;

import dev.longshore.ledger.Acceptance.Accepted;
import dev.longshore.ledger.Acceptance.IdTaken;
import dev.longshore.ledger.Acceptance.KeyUsedOtherwise;
import dev.longshore.ledger.Acceptance.Repeated;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.RoomTables;
import dev.longshore.ledger.database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs as everybody outside their runs sees them. What is written here needs no epoch. */
public final class Jobs {

    private static final String SELECT = "SELECT" + JobRows.COLUMNS + "FROM longshore.job ";

    private static final String INSERT = """
            INSERT INTO longshore.job (id, room, request, request_hash, idempotency_key, submitted_by, listed)
            VALUES (?, ?, ?::jsonb, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    private static final String SET_TOTALS =
            "UPDATE longshore.job SET total_files = ?, total_bytes = ? WHERE id = ? RETURNING" + JobRows.COLUMNS;

    private static final String BY_KEY = "WHERE room = ? AND submitted_by = ? AND idempotency_key = ?";

    private static final String LIST = SELECT + """
            WHERE (?::text IS NULL OR room = ?) AND (?::text IS NULL OR state = ?)
                AND (?::timestamptz IS NULL OR (created_at, id) < (?::timestamptz, ?))
            ORDER BY created_at DESC, id DESC LIMIT ?""";

    private static final String TAKE_EPOCH =
            "UPDATE longshore.job SET epoch = epoch + 1, touched_at = now() WHERE id = ? AND" + JobRows.UNFINISHED
                    + "RETURNING epoch";

    private static final String COMMAND = """
            UPDATE longshore.job SET desired = ?, desired_now = ?, command_seq = command_seq + 1, touched_at = now()
            WHERE id = ? RETURNING""" + JobRows.COLUMNS;

    private static final String LIST_UNFINISHED = SELECT + "WHERE" + JobRows.UNFINISHED + """
            AND touched_at <= now() - make_interval(secs => ?) AND (?::text IS NULL OR id > ?)
            ORDER BY id LIMIT ?""";

    private static final String COUNT_UNFINISHED =
            "SELECT count(*) FROM longshore.job WHERE room = ? AND" + JobRows.UNFINISHED;

    private static final String LIST_ENDED =
            SELECT + "WHERE finished_at IS NOT NULL AND finished_at >= ? ORDER BY finished_at, id LIMIT ?";

    private static final String OLDEST_FINISHED = """
            SELECT id FROM longshore.job WHERE finished_at < now() - make_interval(secs => ?)
            ORDER BY finished_at, id LIMIT 1 FOR UPDATE SKIP LOCKED""";

    private final Database database;
    private final List<RoomTables> rooms;
    private final JobRetries retries;

    Jobs(Database database, List<RoomTables> rooms) {
        this.database = database;
        this.rooms = rooms;
        this.retries = new JobRetries(database, rooms);
    }

    /** What came of a request under this idempotency key before: {@link Repeated}, {@link KeyUsedOtherwise}, or empty. */
    public Optional<Acceptance> earlier(String room, String submittedBy, String idempotencyKey, String requestHash) {
        return database.call(transaction -> earlier(transaction, requestHash, room, submittedBy, idempotencyKey));
    }

    /**
     * Writes a job and its files, all or none.
     *
     * @throws IllegalArgumentException if a name or the request cannot be stored; the message says which file
     */
    public Acceptance accept(NewJob job, FileRows files) {
        Optional<Acceptance> answer;
        do { // what stood in the way may have been purged before it could be looked at
            answer = database.load(transaction -> accept(transaction, job, files));
        } while (answer.isEmpty());
        return answer.get();
    }

    public Optional<Job> find(String id) {
        return database.call(transaction -> find(transaction, id));
    }

    public List<Job> list(JobQuery query) {
        String state = query.state() == null ? null : query.state().word();
        Instant before = query.after() == null ? null : query.after().createdAt();
        String id = query.after() == null ? null : query.after().id();
        return database.call(transaction -> transaction.list(
                LIST, JobRows::read, query.room(), query.room(), state, state, before, before, id, query.limit()));
    }

    /** For whoever starts a run: its epoch, which ends the writes of all earlier runs. Empty if the job has ended. */
    public OptionalLong takeEpoch(String id) {
        return database.call(transaction -> transaction.first(TAKE_EPOCH, row -> row.getLong("epoch"), id))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /**
     * Writes down what users want. To want the same again changes nothing.
     *
     * @param now whether what is in flight shall stop too; means nothing for {@link Desired#RUN}
     */
    public CommandOutcome command(String id, Desired desired, boolean now) {
        boolean isUrgent = now && desired != Desired.RUN;
        return database.call(transaction -> {
            Optional<Job> found = lock(transaction, id);
            if (found.isEmpty()) {
                return new CommandOutcome.Unknown();
            }
            Job job = found.get();
            if (job.state().isFinished() || (job.desired() == Desired.CANCEL && desired != Desired.CANCEL)) {
                return new CommandOutcome.Ended(job);
            }
            if (job.desired() == desired && job.desiredNow() == isUrgent) {
                return new CommandOutcome.Taken(job);
            }
            return new CommandOutcome.Taken(transaction
                    .first(COMMAND, JobRows::read, desired.word(), isUrgent, id)
                    .orElseThrow());
        });
    }

    /**
     * Queues the failed files of an ended job again. A failed job gets its cancelled files back too, and if no file
     * failed it is queued whole. What its room planned is forgotten. A run must be started then.
     */
    public RetryOutcome retry(String id, RetryFilter filter) {
        return retries.retry(id, filter);
    }

    /** Unfinished jobs by id that nobody has submitted, commanded or started for so long. */
    public List<Job> unfinished(Duration untouchedFor, int limit, @Nullable String afterId) {
        return database.call(transaction ->
                transaction.list(LIST_UNFINISHED, JobRows::read, secondsOf(untouchedFor), afterId, afterId, limit));
    }

    /** How many jobs of a room have not ended. */
    public long unfinishedOf(String room) {
        return database.call(transaction ->
                transaction.first(COUNT_UNFINISHED, row -> row.getLong(1), room).orElse(0L));
    }

    /** Jobs that ended at this moment or later, in the order in which they ended. */
    public List<Job> endedSince(Instant from, int limit) {
        return database.call(transaction -> transaction.list(LIST_ENDED, JobRows::read, from, limit));
    }

    /** Deletes jobs that ended so long ago, each with all that is known of it; says how many. */
    public int purge(Duration olderThan, int limit) {
        int purged = 0;
        while (purged < limit && database.callForLong(transaction -> purgeOne(transaction, olderThan))) {
            purged++;
        }
        return purged;
    }

    static Optional<Job> lock(Transaction transaction, String id) throws SQLException {
        return transaction.first(SELECT + "WHERE id = ? FOR NO KEY UPDATE", JobRows::read, id);
    }

    private static Optional<Acceptance> accept(Transaction transaction, NewJob job, FileRows files)
            throws SQLException {
        int inserted = transaction.update(
                INSERT,
                job.id(),
                job.room(),
                job.request(),
                job.requestHash(),
                job.idempotencyKey(),
                job.submittedBy(),
                job.listed());
        if (inserted == 0) {
            return whatStandsInTheWay(transaction, job);
        }
        long[] totals = new long[2];
        transaction.copy(FileLoad.COPY, rows -> {
            FileLoad load = new FileLoad(rows, job.id(), 0);
            files.writeTo(load);
            totals[0] = load.files();
            totals[1] = load.bytes();
        });
        return transaction
                .first(SET_TOTALS, JobRows::read, totals[0], totals[1], job.id())
                .map(Accepted::new);
    }

    private static Optional<Acceptance> whatStandsInTheWay(Transaction transaction, NewJob job) throws SQLException {
        Optional<Acceptance> sameKey =
                earlier(transaction, job.requestHash(), job.room(), job.submittedBy(), job.idempotencyKey());
        Optional<Acceptance> sameId = find(transaction, job.id()).map(IdTaken::new);
        return Stream.concat(sameKey.stream(), sameId.stream()).findFirst();
    }

    private static Optional<Acceptance> earlier(Transaction transaction, String requestHash, @Nullable Object... key)
            throws SQLException {
        return transaction.first(
                "SELECT request_hash," + JobRows.COLUMNS + "FROM longshore.job " + BY_KEY,
                row -> requestHash.equals(row.getString("request_hash"))
                        ? new Repeated(JobRows.read(row))
                        : new KeyUsedOtherwise(JobRows.read(row)),
                key);
    }

    private static Optional<Job> find(Transaction transaction, String id) throws SQLException {
        return transaction.first(SELECT + "WHERE id = ?", JobRows::read, id);
    }

    private boolean purgeOne(Transaction transaction, Duration olderThan) throws SQLException {
        Optional<String> oldest = transaction.first(OLDEST_FINISHED, row -> row.getString("id"), secondsOf(olderThan));
        if (oldest.isEmpty()) {
            return false;
        }
        String id = oldest.get();
        for (RoomTables room : rooms) {
            room.forget(transaction, id);
        }
        transaction.update("DELETE FROM longshore.job_file WHERE job_id = ?", id);
        return transaction.update("DELETE FROM longshore.job WHERE id = ?", id) == 1;
    }

    private static double secondsOf(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
