package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.Rows;
import dev.longshore.ledger.database.Transaction;
import dev.longshore.ledger.database.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The lists of files: what a job is about, in order. Names, places and order; who works on a file stands elsewhere. */
public final class FileLists {

    private static final int ROWS_AT_ONCE = 1_000;

    private static final String SELECT = """
            SELECT job_id, ordinal, source, target, state, bytes, checksum, target_id, epoch, attempts, handle,
                failure_type, failure_message, started_at, finished_at
            FROM longshore.job_file WHERE job_id = ?""";

    private static final String PAGE =
            SELECT + " AND ordinal > ? AND (?::text IS NULL OR state = ?) ORDER BY ordinal LIMIT ?";

    private static final String RANGE = SELECT + " AND ordinal BETWEEN ? AND ? ORDER BY ordinal LIMIT ?";

    private static final String LAST = SELECT + " ORDER BY ordinal DESC LIMIT 1";

    private static final String FIRST_FAILED = SELECT + " AND state = 'failed' ORDER BY ordinal LIMIT 1";

    private static final String ADD_TOTALS =
            "UPDATE longshore.job SET total_files = total_files + ?, total_bytes = total_bytes + ? WHERE id = ?";

    /** As the index has it. There is no space in an id, so the two together are unambiguous. */
    private static final String TARGET_USED = """
            SELECT f.ordinal FROM longshore.job_file f
            WHERE hashtextextended(f.job_id || ' ' || f.target, 0) = hashtextextended(?::text || ' ' || ?::text, 0)
                AND f.job_id || ' ' || f.target = ?::text || ' ' || ?::text AND f.state NOT IN ('skipped', 'failed')
            ORDER BY f.ordinal LIMIT 1""";

    /** The added zero keeps the planner from walking through all earlier ordinals instead of looking up the target. */
    private static final String DUPLICATES = """
            SELECT later.ordinal, later.target FROM longshore.job_file later
            CROSS JOIN LATERAL (
                SELECT 1 FROM longshore.job_file f
                WHERE hashtextextended(f.job_id || ' ' || f.target, 0)
                        = hashtextextended(later.job_id || ' ' || later.target, 0)
                    AND f.job_id || ' ' || f.target = later.job_id || ' ' || later.target
                    AND f.ordinal + 0 < later.ordinal AND f.state NOT IN ('skipped', 'failed')
                ORDER BY f.ordinal LIMIT 1) earlier
            WHERE later.job_id = ? AND later.ordinal > ? AND later.state NOT IN ('skipped', 'failed')
            ORDER BY later.ordinal LIMIT ?""";

    static final String RETARGET = """
            WITH new AS MATERIALIZED (
                SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[]) AS new (ordinal, before, target), %s)
            UPDATE longshore.job_file f SET target = new.target
            FROM new WHERE f.job_id = new.job_id AND f.ordinal = new.ordinal AND f.target = new.before
            """.formatted(JobRow.HIDDEN_ID);

    static final String PLACE = """
            WITH placed AS MATERIALIZED (
                SELECT * FROM unnest(?::bigint[], ?::text[]) AS placed (ordinal, handle), %s)
            UPDATE longshore.job_file f SET handle = placed.handle::jsonb
            FROM placed WHERE f.job_id = placed.job_id AND f.ordinal = placed.ordinal""".formatted(JobRow.HIDDEN_ID);

    private static final String FINISH = """
            WITH finished AS (
                UPDATE longshore.job_file SET state = 'done', attempts = greatest(attempts, 1), finished_at = now(),
                    started_at = coalesce(started_at, now())
                WHERE job_id = ? AND state IN ('queued', 'running') RETURNING state, bytes)
            """ + JobRow.COUNT_FINISHED;

    private final Database database;

    FileLists(Database database) {
        this.database = database;
    }

    /**
     * Adds files behind the last one.
     *
     * @param after the last ordinal that the caller knows, -1 if none; {@link OvertakenException} if somebody else has
     *     added files behind it meanwhile, so that no page of a listing is added twice
     */
    public void append(String jobId, long jobEpoch, long after, List<NewFile> files) {
        database.load(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            if (lastOrdinal(transaction, jobId) != after) {
                throw new OvertakenException("The list of " + jobId, jobEpoch);
            }
            long[] bytes = new long[1];
            transaction.copy(FileLoad.COPY, rows -> {
                FileLoad load = new FileLoad(rows, jobId, after + 1);
                files.forEach(load);
                bytes[0] = load.bytes();
            });
            return transaction.update(ADD_TOTALS, files.size(), bytes[0], jobId);
        });
    }

    /** Where a listing goes on. */
    public Optional<JobFile> last(String jobId) {
        return database.call(transaction -> transaction.first(LAST, FileLists::read, jobId));
    }

    public List<JobFile> list(String jobId, FileQuery query) {
        String state = query.state() == null ? null : query.state().word();
        return database.call(transaction ->
                transaction.list(PAGE, FileLists::read, jobId, query.after(), state, state, query.limit()));
    }

    /**
     * Shows the reader each file of the range by ordinal, in bounded memory. Holds no connection meanwhile, so the
     * reader may take its time and write to the ledger; what others change is seen or not.
     */
    public void forEach(String jobId, OrdinalRange range, Consumer<JobFile> reader) {
        long next = range.first();
        List<JobFile> rows;
        do {
            long from = next;
            rows = database.call(
                    transaction -> transaction.list(RANGE, FileLists::read, jobId, from, range.last(), ROWS_AT_ONCE));
            rows.forEach(reader);
            next = rows.isEmpty() ? from : rows.get(rows.size() - 1).ordinal() + 1;
        } while (rows.size() == ROWS_AT_ONCE);
    }

    public Optional<JobFile> firstFailed(String jobId) {
        return database.callForLong(transaction -> transaction.first(FIRST_FAILED, FileLists::read, jobId));
    }

    /** Files behind an ordinal whose target an earlier one has, by ordinal. Skipped and failed ones do not count. */
    public List<DuplicateTarget> duplicates(String jobId, long after, int limit) {
        return database.callForLong(transaction -> transaction.list(
                DUPLICATES,
                row -> new DuplicateTarget(row.getLong("ordinal"), row.getString("target")),
                jobId,
                after,
                limit));
    }

    /** Whether a file of the job, neither skipped nor failed, has this target. */
    public boolean isTargetUsed(String jobId, String target) {
        return firstWith(jobId, target).isPresent();
    }

    /** The first file of the job, neither skipped nor failed, that has this target. */
    public Optional<Long> firstWith(String jobId, String target) {
        return database.call(transaction ->
                transaction.first(TARGET_USED, row -> row.getLong("ordinal"), jobId, target, jobId, target));
    }

    /** Gives files other targets. Passes over a file that has another target than the caller has seen. */
    public void retarget(String jobId, long jobEpoch, Map<DuplicateTarget, String> targets) {
        List<Map.Entry<DuplicateTarget, String>> pairs = List.copyOf(targets.entrySet());
        long[] ordinals =
                pairs.stream().mapToLong(pair -> pair.getKey().ordinal()).toArray();
        String[] before = pairs.stream().map(pair -> pair.getKey().target()).toArray(String[]::new);
        String[] names = pairs.stream()
                .map(pair -> Storable.name(pair.getKey().ordinal(), pair.getValue()))
                .toArray(String[]::new);
        writeAs(jobId, jobEpoch, transaction -> transaction.update(RETARGET, ordinals, before, names, jobId));
    }

    /** Writes the handles of files that have found their places, and nothing else. */
    public void place(String jobId, long jobEpoch, List<PlacedFile> placed) {
        long[] ordinals = placed.stream().mapToLong(PlacedFile::ordinal).toArray();
        String[] handles = placed.stream().map(PlacedFile::handle).toArray(String[]::new);
        writeAs(jobId, jobEpoch, transaction -> transaction.update(PLACE, ordinals, handles, jobId));
    }

    /** Nothing is left to do for any file: all that are unfinished are done. */
    public void finish(String jobId, long jobEpoch) {
        database.callForLong(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            return transaction.update(FINISH, jobId, jobId);
        });
    }

    private void writeAs(String jobId, long jobEpoch, Work<Integer> work) {
        database.call(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            return work.with(transaction);
        });
    }

    private static long lastOrdinal(Transaction transaction, String jobId) throws SQLException {
        return transaction.first(LAST, row -> row.getLong("ordinal"), jobId).orElse(-1L);
    }

    private static JobFile read(ResultSet row) throws SQLException {
        return new JobFile(
                row.getString("job_id"),
                row.getLong("ordinal"),
                row.getString("source"),
                row.getString("target"),
                FileState.of(row.getString("state")),
                Rows.number(row, "bytes"),
                row.getString("checksum"),
                row.getString("target_id"),
                row.getLong("epoch"),
                row.getInt("attempts"),
                row.getString("handle"),
                JobRows.failureOf(row),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "finished_at"));
    }
}
