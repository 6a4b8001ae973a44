package dev.longshore.ledger.sync;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the files of a pass, in the hands of those who took them. Each write says which epoch writes, and throws
 * {@link OvertakenException} if somebody else has one of the files by now, after writing the rest.
 */
public final class SyncMoves {

    static final String FIND = "SELECT" + SyncFiles.COLUMNS
            + "FROM longshore.sync_file WHERE job_id = ? AND ordinal = ANY (?::bigint[]) AND state = 'moving'";

    /** The conditions that a row has to fulfil are those of the index. */
    static final String FORMER = """
            SELECT sought.id AS of, former.* FROM unnest(?::bigint[]) AS sought (id)
            CROSS JOIN LATERAL (SELECT id, flow_id, identity FROM longshore.sync_file WHERE id = sought.id OFFSET 0) mine
            CROSS JOIN LATERAL (SELECT %s FROM longshore.sync_file
                WHERE flow_id = mine.flow_id AND identity = mine.identity AND id <> mine.id AND job_id IS NOT NULL
                    AND (state NOT IN ('moved', 'kept') OR state = 'moved' AND why LIKE 'SOURCE_MISSING: %%') LIMIT 5) former
            """.formatted(SyncFiles.COLUMNS);

    private static final String BEGUN = """
            UPDATE longshore.job_file SET handle = ?::jsonb, moved = true
            WHERE job_id = ? AND ordinal = ? AND epoch = ? AND state = 'running'""";

    /** Of one of them: who took them is seen to get on by it. */
    private static final String GOT_ON = """
            UPDATE longshore.job_file SET moved = true
            WHERE job_id = ? AND ordinal = ? AND epoch = ? AND state = 'running' AND NOT moved""";

    private static final String CHOSEN = """
            UPDATE longshore.sync_file s SET target = ? FROM longshore.job_file f
            WHERE f.job_id = ? AND f.ordinal = ? AND f.epoch = ? AND f.state = 'running'
                AND s.job_id = f.job_id AND s.ordinal = f.ordinal AND s.state = 'moving' AND s.verified_at IS NULL""";

    private static final String KEEP_UPLOAD = """
            INSERT INTO longshore.sync_upload (flow_id, job_id, ordinal, address, upload_id)
            SELECT flow_id, job_id, ordinal, ?, ? FROM longshore.sync_file WHERE job_id = ? AND ordinal = ?
            ON CONFLICT DO NOTHING""";

    /** What was begun before that, and given up, is abandoned still. */
    private static final String UPLOADED = """
            DELETE FROM longshore.sync_upload u USING longshore.job_file f
            WHERE u.job_id = ? AND u.ordinal = ANY (?::bigint[])
                AND f.job_id = u.job_id AND f.ordinal = u.ordinal AND f.handle ->> 'upload' = u.upload_id""";

    private static final String IS_MOVING = JobRow.hasState("s.state", "moving");

    private static final String MINE = """
            , mine AS (
                SELECT said.* FROM said JOIN longshore.job_file f USING (job_id, ordinal)
                WHERE f.epoch = said.epoch AND %s)
            """.formatted(JobRow.hasState("f.state", "running"));

    static final String VERIFIED = """
            WITH said AS MATERIALIZED (SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[])
                AS said (ordinal, epoch, target, proof), %s)""".formatted(JobRow.HIDDEN_ID) + MINE + """
            UPDATE longshore.sync_file s SET verified_at = now(), target = mine.target, proof = mine.proof
            FROM mine WHERE s.job_id = mine.job_id AND s.ordinal = mine.ordinal AND""" + IS_MOVING;

    private static final String SAID = """
            WITH said AS MATERIALIZED (SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[])
                AS said (ordinal, epoch, state, why), %s)""".formatted(JobRow.HIDDEN_ID);

    private static final String END = """
            CASE WHEN said.state IN ('moved', 'kept') THEN 'done' WHEN said.state = 'failed' THEN 'failed'
                ELSE 'skipped' END""";

    static final String ENDED = SAID + MINE + """
            UPDATE longshore.sync_file s SET state = mine.state, why = mine.why, ended_at = now()
            FROM mine WHERE s.job_id = mine.job_id AND s.ordinal = mine.ordinal AND""" + IS_MOVING;

    private static final String KEPT = """
            UPDATE longshore.sync_file s SET kept = said.kept
            FROM unnest(?::bigint[], ?::text[]) AS said (ordinal, kept)
            WHERE s.job_id = ? AND s.ordinal = said.ordinal AND said.kept IS NOT NULL AND s.verified_at IS NOT NULL""";

    static final String FINISHED =
            SAID + """
            , finished AS (
                UPDATE longshore.job_file f SET finished_at = now(),
                    state = %s,
                    failure_type = CASE WHEN said.state IN ('moved', 'kept') THEN NULL
                        ELSE split_part(said.why, ': ', 1) END,
                    failure_message = CASE WHEN said.state IN ('moved', 'kept') THEN NULL
                        ELSE regexp_replace(said.why, '^[A-Z0-9_]+: ', '') END
                FROM said WHERE f.job_id = said.job_id AND f.ordinal = said.ordinal AND f.epoch = said.epoch AND %s
                RETURNING f.state, f.bytes)
            """.formatted(END, JobRow.hasState("f.state", "running")) + JobRow.COUNT_FINISHED;

    /** Those of which somebody else has said something else, or nobody anything. */
    static final String NOT_SO = SAID + """
            SELECT said.ordinal FROM said LEFT JOIN longshore.job_file f USING (job_id, ordinal)
            WHERE f.epoch IS DISTINCT FROM said.epoch OR f.state <> %s LIMIT 1""".formatted(END);

    private final Database database;

    public SyncMoves(Database database) {
        this.database = database;
    }

    /** What is known of those that were taken, by ordinal; who is not in it has another content to give way to. */
    public Map<Long, SyncFile> of(String jobId, List<TakenFile> taken) {
        return database
                .call(transaction -> transaction.list(FIND, SyncFiles::read, jobId, numbers(taken, TakenFile::ordinal)))
                .stream()
                .collect(toMap(file -> Objects.requireNonNull(file.ordinal()), Function.identity()));
    }

    /**
     * What the same file of a folder was called before, by the number of what is asked for: names under which it was taken to
     * be moved, and gone before it could be removed.
     */
    public Map<Long, List<SyncFile>> formerNames(Collection<SyncFile> files) {
        long[] ids = files.stream().mapToLong(SyncFile::id).toArray();
        return database
                .call(transaction ->
                        transaction.list(FORMER, row -> Map.entry(row.getLong("of"), SyncFiles.read(row)), ids))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /** Notes what finds a transfer that was begun, and that the store keeps what is sent by it until it is told otherwise. */
    public void begun(TakenFile file, String handle, BegunUpload upload) {
        note(file, handle, upload);
    }

    /** Notes that nobody can go on with the transfer that was begun. */
    public void over(TakenFile file) {
        note(file, null, null);
    }

    private void note(TakenFile file, @Nullable String handle, @Nullable BegunUpload upload) {
        int changed = database.call(transaction -> {
            int noted = transaction.update(BEGUN, handle, file.jobId(), file.ordinal(), file.epoch());
            if (noted == 1 && upload != null) {
                transaction.update(KEEP_UPLOAD, upload.address(), upload.uploadId(), file.jobId(), file.ordinal());
            }
            return noted;
        });
        requireMine(file, changed);
    }

    private static void requireMine(TakenFile file, int changed) {
        if (changed == 0) {
            throw new OvertakenException("File " + file.ordinal() + " of " + file.jobId(), file.epoch());
        }
    }

    /**
     * Notes where a content is about to be put whose own name is another's. Whoever takes it next looks there first, for by
     * then its own name may be free.
     */
    public void chosen(TakenFile file, String target) {
        int changed = database.call(
                transaction -> transaction.update(CHOSEN, target, file.jobId(), file.ordinal(), file.epoch()));
        requireMine(file, changed);
    }

    /** Notes that bytes of it have moved, so that who takes it next does not count this attempt as one in vain. */
    public void gotOn(TakenFile file) {
        database.call(transaction -> transaction.update(GOT_ON, file.jobId(), file.ordinal(), file.epoch()));
    }

    /** Writes receipts. Only afterwards may the sources of these files be removed. */
    public void verified(String jobId, List<Receipt> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        List<TakenFile> files = receipts.stream().map(Receipt::file).toList();
        int written = database.call(transaction -> {
            JobRow.lock(transaction, jobId);
            long[] ordinals = numbers(files, TakenFile::ordinal);
            transaction.update(UPLOADED, jobId, ordinals);
            TakenFile any = files.get(0);
            transaction.update(GOT_ON, jobId, any.ordinal(), any.epoch());
            return transaction.update(
                    VERIFIED,
                    ordinals,
                    numbers(files, TakenFile::epoch),
                    texts(receipts, Receipt::target),
                    texts(receipts, Receipt::proof),
                    jobId);
        });
        requireAll(jobId, files, written);
    }

    /** Says what came of files, which ends them. May be repeated. */
    public void ended(String jobId, List<MoveEnd> ends) {
        List<TakenFile> files = ends.stream().map(MoveEnd::file).toList();
        long[] ordinals = numbers(files, TakenFile::ordinal);
        long[] epochs = numbers(files, TakenFile::epoch);
        String[] states = texts(ends, end -> end.state().word());
        String[] reasons = texts(ends, MoveEnd::why);
        Optional<Long> other = database.call(transaction -> {
            JobRow.lock(transaction, jobId);
            transaction.update(ENDED, ordinals, epochs, states, reasons, jobId);
            if (ends.stream().anyMatch(end -> end.kept() != null)) {
                transaction.update(KEPT, ordinals, texts(ends, MoveEnd::kept), jobId);
            }
            transaction.update(FINISHED, ordinals, epochs, states, reasons, jobId, jobId);
            return transaction.first(NOT_SO, row -> row.getLong("ordinal"), ordinals, epochs, states, reasons, jobId);
        });
        if (other.isPresent()) {
            throw new OvertakenException(
                    "File " + other.get() + " of " + jobId, files.get(0).epoch());
        }
    }

    private static void requireAll(String jobId, List<TakenFile> files, int written) {
        if (written < files.size()) {
            throw new OvertakenException("A file of " + jobId, files.get(0).epoch());
        }
    }

    private static long[] numbers(List<TakenFile> files, ToLongFunction<TakenFile> number) {
        return files.stream().mapToLong(number).toArray();
    }

    private static <T> @Nullable String[] texts(List<T> all, Function<T, @Nullable String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
