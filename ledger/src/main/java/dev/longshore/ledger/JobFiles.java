package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.PoisonRule;
import dev.longshore.ledger.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of jobs in the hands of those who work on them. Each write says which epoch writes, throws {@link
 * OvertakenException} if that changes nothing, and counts only what it really changed.
 */
public final class JobFiles {

    private static final String TABLE = "longshore.job_file";

    private static final String POISON =
            """
            , finished AS (
                UPDATE longshore.job_file f SET state = 'failed', failure_type = 'POISON', finished_at = now(),
                    failure_message = 'Each of ' || (%s) || ' workers vanished while it had this file'
                WHERE f.job_id = ? AND f.ordinal = ANY (ARRAY(SELECT place FROM judged WHERE %s))
                RETURNING f.state, f.bytes)
            """.formatted(PoisonRule.attempts("f"), PoisonRule.IS_POISON) + JobRow.COUNT_FINISHED;

    private static final String TAKE = PoisonRule.CHOSEN + """
            , taken AS (
                UPDATE longshore.job_file f SET state = 'running', epoch = this_take.epoch,
                    attempts = %s + 1, moved = false, started_at = coalesce(f.started_at, now())
                FROM this_take WHERE f.job_id = ? AND f.ordinal = ANY (ARRAY(SELECT place FROM chosen))
                RETURNING f.job_id, f.ordinal, f.epoch, f.source, f.target, f.bytes, f.handle, f.checksum, f.attempts)
            SELECT * FROM taken ORDER BY ordinal""".formatted(PoisonRule.attempts("f"));

    static final String INSPECTED = """
            WITH found AS MATERIALIZED (
                SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                    AS found (ordinal, epoch, bytes, handle, checksum), %s),
            mine AS (
                SELECT found.*, coalesce(f.bytes, 0) AS bytes_before
                FROM longshore.job_file f JOIN found USING (job_id, ordinal)
                WHERE f.epoch = found.epoch AND%s),
            changed AS (
                UPDATE longshore.job_file f SET state = 'queued', attempts = 0, bytes = mine.bytes,
                    handle = mine.handle::jsonb, checksum = mine.checksum::jsonb
                FROM mine WHERE f.job_id = mine.job_id AND f.ordinal = mine.ordinal
                RETURNING mine.bytes - mine.bytes_before AS more)
            UPDATE longshore.job SET total_bytes = total_bytes + counted.more
            FROM (SELECT count(*) AS files, coalesce(sum(more), 0)::bigint AS more FROM changed) counted
            WHERE id = ? RETURNING counted.files""".formatted(JobRow.HIDDEN_ID, JobRow.hasState("f.state", "running"));

    private static final String MINE = " WHERE job_id = ? AND ordinal = ? AND epoch = ? AND state = 'running'";

    private static final String FINISH = """
            WITH finished AS (
                UPDATE longshore.job_file SET state = ?, failure_type = ?, failure_message = ?, finished_at = now()
            """ + MINE + " RETURNING state, bytes)" + JobRow.COUNT_FINISHED;

    private static final String BLAME = """
            WITH finished AS (
                UPDATE longshore.job_file SET state = 'failed', failure_type = ?, failure_message = ?,
                    started_at = coalesce(started_at, now()), finished_at = now()
                WHERE job_id = ? AND ordinal = ? AND state IN ('queued', 'running') RETURNING state, bytes)
            """ + JobRow.COUNT_FINISHED;

    static final String GIVE_BACK = PoisonRule.givenBack(TABLE, "ordinal");

    private final Database database;

    JobFiles(Database database) {
        this.database = database;
    }

    /**
     * Hands out unfinished files of the page, by ordinal, also those that somebody had and may still work on. What two
     * takers lost comes alone, once nothing else is left; so ask again until the answer is empty. What a third one lost,
     * alone with it, is failed as {@code POISON} and comes back no more.
     */
    public List<TakenFile> take(JobPage page, Only only) {
        String job = page.jobId();
        return database.call(transaction -> {
            JobRow.lockAs(transaction, job, page.jobEpoch());
            transaction.update(finishesPoison(only), job, page.first(), page.last(), job, job);
            return transaction.list(takes(only), JobFiles::read, job, page.first(), page.last(), job);
        });
    }

    /**
     * Writes down what was found out, and puts the files back into the queue: progress, so no attempt counts against
     * them any more. What the taker has lost meanwhile stays as it is; then this throws after writing the rest.
     */
    public void inspected(List<InspectedFile> files) {
        byJob(files, InspectedFile::file).forEach(this::inspected);
    }

    /** Bytes of the file have moved since it was taken, so the attempt does not count, should the taker vanish. */
    public void moved(TakenFile file) {
        String sql = "UPDATE longshore.job_file SET moved = true" + MINE;
        requireMine(
                file,
                database.call(transaction -> transaction.update(sql, file.jobId(), file.ordinal(), file.epoch())));
    }

    public void done(TakenFile file) {
        finish(file, FileState.DONE, null);
    }

    public void failed(TakenFile file, Failure failure) {
        finish(file, FileState.FAILED, failure);
    }

    public void skipped(TakenFile file, Failure reason) {
        finish(file, FileState.SKIPPED, reason);
    }

    /**
     * For who stops with a word, and for who was overtaken: the attempts do not count. What it still has goes back into
     * the queue; what is finished is passed over.
     */
    public void giveBack(List<TakenFile> files) {
        byJob(files, file -> file)
                .forEach((job, ofJob) -> database.call(transaction -> {
                    JobRow.lock(transaction, job);
                    return transaction.update(
                            GIVE_BACK, numbers(ofJob, TakenFile::ordinal), numbers(ofJob, TakenFile::epoch), job);
                }));
    }

    /** Fails a file that the run found at fault though nobody holds it. Passes over a finished one. */
    public void blame(String jobId, long jobEpoch, long ordinal, Failure failure) {
        database.call(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            return transaction.update(BLAME, failure.type(), failure.message(), jobId, ordinal, jobId);
        });
    }

    static String takes(Only only) {
        return PoisonRule.judged(TABLE, "ordinal", only.condition()) + TAKE;
    }

    static String finishesPoison(Only only) {
        return PoisonRule.judged(TABLE, "ordinal", only.condition()) + POISON;
    }

    private void inspected(String job, List<InspectedFile> files) {
        long written = database.call(transaction -> {
                    JobRow.lock(transaction, job);
                    return transaction.first(
                            INSPECTED,
                            row -> row.getLong("files"),
                            numbers(files, found -> found.file().ordinal()),
                            numbers(files, found -> found.file().epoch()),
                            numbers(files, InspectedFile::bytes),
                            texts(files, InspectedFile::handle),
                            texts(files, InspectedFile::checksum),
                            job,
                            job);
                })
                .orElse(0L);
        if (written < files.size()) {
            throw new OvertakenException("A file of " + job, files.get(0).file().epoch());
        }
    }

    private void finish(TakenFile file, FileState state, @Nullable Failure failure) {
        requireMine(file, database.call(transaction -> {
            JobRow.lock(transaction, file.jobId());
            return transaction.update(
                    FINISH,
                    state.word(),
                    failure == null ? null : failure.type(),
                    failure == null ? null : failure.message(),
                    file.jobId(),
                    file.ordinal(),
                    file.epoch(),
                    file.jobId());
        }));
    }

    private static void requireMine(TakenFile file, int changed) {
        if (changed == 0) {
            throw new OvertakenException("File " + file.ordinal() + " of " + file.jobId(), file.epoch());
        }
    }

    private static TakenFile read(ResultSet row) throws SQLException {
        return new TakenFile(
                row.getString("job_id"),
                row.getLong("ordinal"),
                row.getLong("epoch"),
                row.getString("source"),
                row.getString("target"),
                Rows.number(row, "bytes"),
                row.getString("handle"),
                row.getString("checksum"),
                row.getInt("attempts"));
    }

    private static <T> Map<String, List<T>> byJob(List<T> files, Function<T, TakenFile> file) {
        return files.stream()
                .collect(Collectors.groupingBy(one -> file.apply(one).jobId()));
    }

    private static <T> long[] numbers(List<T> files, ToLongFunction<T> number) {
        return files.stream().mapToLong(number).toArray();
    }

    private static <T> @Nullable String[] texts(List<T> files, Function<T, @Nullable String> text) {
        return files.stream().map(text).toArray(String[]::new);
    }
}
