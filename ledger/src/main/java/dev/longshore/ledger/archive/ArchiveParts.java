package dev.longshore.ledger.archive;

import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.PoisonRule;
import dev.longshore.ledger.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Parts of archives in the hands of those who build them. Each write says which epoch writes, and throws {@link
 * OvertakenException} if that changes nothing.
 */
public final class ArchiveParts {

    private static final String FIND_POISON =
            "SELECT place FROM judged WHERE" + PoisonRule.IS_POISON + "ORDER BY place LIMIT 1";

    private static final String FILES_OF =
            "SELECT first_ordinal, last_ordinal FROM longshore.archive_part WHERE job_id = ? AND number = ?";

    private static final String TAKE = PoisonRule.CHOSEN + """
            , taken AS (
                UPDATE longshore.archive_part p SET state = 'running', epoch = this_take.epoch,
                    attempts = %s + 1, moved = false
                FROM this_take WHERE p.job_id = ? AND p.number = ANY (ARRAY(SELECT place FROM chosen))
                RETURNING p.job_id, p.number, p.kind, p.epoch, p.first_ordinal, p.last_ordinal, p."offset", p.size,
                    p.copied, p.attempts, p.sends)
            SELECT * FROM taken ORDER BY number""".formatted(PoisonRule.attempts("p"));

    private static final String START_FILES = """
            UPDATE longshore.job_file f SET state = 'running', started_at = coalesce(f.started_at, now())
            WHERE f.job_id = ? AND f.ordinal BETWEEN ? AND ? AND f.state = 'queued'""";

    private static final String MINE = " WHERE job_id = ? AND number = ? AND epoch = ? AND state = 'running'";

    private static final String DONE = """
            UPDATE longshore.archive_part SET state = 'done', attempts = 0, missed_at = NULL, etag = ?, crcs = (
                SELECT jsonb_agg(jsonb_build_array(piece.ordinal, piece.start, piece.length, piece.crc32))
                FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[]) AS piece (ordinal, start, length, crc32))
            """ + MINE;

    private static final String MISSED_FOR_LONG = """
            SELECT 1 FROM longshore.archive_part WHERE job_id = ? AND number = ANY(?) AND state = 'done'
                AND missed_at <= now() - make_interval(secs => ?)""";

    private static final String MISS = """
            UPDATE longshore.archive_part
            SET missed_at = CASE WHEN number = ANY(?) THEN coalesce(missed_at, now()) END
            WHERE job_id = ? AND (number = ANY(?) OR missed_at IS NOT NULL)""";

    private static final String QUEUE_MISSED = """
            UPDATE longshore.archive_part SET state = 'queued', attempts = 0, etag = NULL, missed_at = NULL
            WHERE job_id = ? AND number = ANY(?)""";

    static final String NOTE_CRCS = """
            WITH entry AS MATERIALIZED (SELECT * FROM unnest(?::bigint[], ?::int[]) AS entry (ordinal, crc32), %s)
            UPDATE longshore.job_file f SET
                checksum = jsonb_build_object('crc32', lpad(to_hex(entry.crc32), 8, '0'))
            FROM entry WHERE f.job_id = entry.job_id AND f.ordinal = entry.ordinal""".formatted(JobRow.HIDDEN_ID);

    /** Only the first and the last file of a part can lie in other parts too. */
    private static final String FINISH_FILES = """
            WITH finished AS (
                UPDATE longshore.job_file f SET state = 'done', attempts = greatest(f.attempts, 1), finished_at = now(),
                    started_at = coalesce(f.started_at, now())
                WHERE f.job_id = ? AND f.ordinal BETWEEN ? AND ? AND f.state IN ('queued', 'running')
                    AND (f.ordinal NOT IN (?, ?) OR NOT EXISTS (
                        SELECT 1 FROM longshore.archive_part p
                        WHERE p.job_id = f.job_id AND p.state <> 'done'
                            AND p.first_ordinal <= f.ordinal AND p.last_ordinal >= f.ordinal))
                RETURNING f.state, f.bytes)
            """ + JobRow.COUNT_FINISHED + " RETURNING counted.files";

    static final String GIVE_BACK = PoisonRule.givenBack("longshore.archive_part", "number");

    private static final String PIECES = """
            SELECT (piece ->> 0)::bigint AS ordinal, (piece ->> 1)::bigint AS start, (piece ->> 2)::bigint AS length,
                (piece ->> 3)::int AS crc32
            FROM longshore.archive_part p CROSS JOIN LATERAL jsonb_array_elements(p.crcs) AS piece
            WHERE p.job_id = ? AND p.first_ordinal <= ? AND p.last_ordinal >= ? AND p.state = 'done'
                AND (piece ->> 0)::bigint = ?
            ORDER BY start""";

    private static final String AT_BORDERS = """
            SELECT first_ordinal FROM longshore.archive_part WHERE job_id = ? AND first_ordinal >= 0
            UNION SELECT last_ordinal FROM longshore.archive_part WHERE job_id = ? AND last_ordinal >= 0 ORDER BY 1""";

    private static final String COPIED =
            "SELECT DISTINCT first_ordinal FROM longshore.archive_part WHERE job_id = ? AND copied > 0 ORDER BY 1";

    private static final String STORED = """
            SELECT number, kind, state, size, sends, etag FROM longshore.archive_part WHERE job_id = ? ORDER BY number""";

    private final Database database;

    public ArchiveParts(Database database) {
        this.database = database;
    }

    /**
     * Hands out unfinished parts of the page by number, also those that somebody had and may still build. What two takers
     * lost comes alone, once nothing else is left; so ask again until the answer is empty.
     *
     * @throws PoisonPartException if a third taker lost a part, alone with it
     */
    public List<TakenPart> take(PartPage page) {
        String job = page.jobId();
        return database.call(transaction -> {
            JobRow.lockAs(transaction, job, page.jobEpoch());
            refusePoison(transaction, page);
            return transaction.list(takes(page.kinds()), ArchiveParts::read, job, page.first(), page.last(), job);
        });
    }

    static String takes(Set<PartKind> kinds) {
        return judged(kinds) + TAKE;
    }

    /** Before the first byte is sent. The files that the part touches are running then. */
    public void sending(TakenPart part) {
        database.callForLong(transaction -> {
            String sql = "UPDATE longshore.archive_part SET sends = sends + 1" + MINE;
            requireMine(part, transaction.update(sql, part.jobId(), part.number(), part.epoch()));
            return transaction.update(START_FILES, part.jobId(), part.firstOrdinal(), part.lastOrdinal());
        });
    }

    /** Bytes of the part have moved since it was taken, so the attempt does not count, should the taker vanish. */
    public void moved(TakenPart part) {
        write(part, "UPDATE longshore.archive_part SET moved = true" + MINE);
    }

    /** The store holds the part. Files all of whose parts it holds are done; says how many became so. */
    public int done(TakenPart part, StoredPart stored) {
        return database.callForLong(transaction -> {
            JobRow.lock(transaction, part.jobId());
            requireMine(part, markDone(transaction, part, stored));
            noteCrcs(transaction, part.jobId(), stored.entryCrcs());
            Arrivals.add(transaction, part);
            return transaction
                    .first(
                            FINISH_FILES,
                            row -> row.getInt("files"),
                            part.jobId(),
                            part.firstOrdinal(),
                            part.lastOrdinal(),
                            part.firstOrdinal(),
                            part.lastOrdinal(),
                            part.jobId())
                    .orElse(0);
        });
    }

    /** For who stops with a word, and for who was overtaken: the attempts do not count. Passes over what is done. */
    public void giveBack(List<TakenPart> parts) {
        Map<String, List<TakenPart>> byJob = parts.stream().collect(Collectors.groupingBy(TakenPart::jobId));
        byJob.forEach((job, ofJob) -> database.call(transaction -> {
            JobRow.lock(transaction, job);
            return transaction.update(
                    GIVE_BACK, numbers(ofJob, TakenPart::number), numbers(ofJob, TakenPart::epoch), job);
        }));
    }

    /**
     * The store does not show these parts, though it has taken them. Once all of them, as one, have been missed for so
     * long they are lost, and queued to be sent anew.
     *
     * @return whether they are lost; else it is to be asked again
     */
    public boolean missed(String jobId, long jobEpoch, Collection<Integer> numbers, Duration patience) {
        long[] missed = numbers.stream().mapToLong(Integer::longValue).toArray();
        return database.callForLong(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            int forLong = transaction
                    .list(MISSED_FOR_LONG, row -> true, jobId, missed, patience.toSeconds())
                    .size();
            boolean areLost = forLong == missed.length;
            if (areLost) {
                transaction.update(QUEUE_MISSED, jobId, missed);
                Arrivals.countAnew(transaction, jobId);
            } else {
                transaction.update(MISS, missed, jobId, missed);
            }
            return areLost;
        });
    }

    /** All known pieces of one entry, in order. */
    public List<PieceCrc> pieces(String jobId, long ordinal) {
        return database.call(transaction -> transaction.list(
                PIECES,
                row -> new PieceCrc(
                        row.getLong("ordinal"), row.getLong("start"), row.getLong("length"), row.getInt("crc32")),
                jobId,
                ordinal,
                ordinal,
                ordinal));
    }

    /** The files that may lie in several parts. */
    public List<Long> filesAtBorders(String jobId) {
        return database.call(transaction -> transaction.list(AT_BORDERS, row -> row.getLong(1), jobId, jobId));
    }

    /** The files of which a part is copied inside the store. */
    public List<Long> copiedFiles(String jobId) {
        return database.call(transaction -> transaction.list(COPIED, row -> row.getLong(1), jobId));
    }

    /** All parts of the archive by number, done or not. */
    public List<StoredPartRow> stored(String jobId) {
        return database.call(transaction -> transaction.list(
                STORED,
                row -> new StoredPartRow(
                        row.getInt("number"),
                        PartKind.of(row.getString("kind")),
                        PartState.of(row.getString("state")),
                        row.getLong("size"),
                        row.getInt("sends"),
                        row.getString("etag")),
                jobId));
    }

    private static String judged(Set<PartKind> kinds) {
        return PoisonRule.judged("longshore.archive_part", "number", isOneOf(kinds));
    }

    private static String isOneOf(Set<PartKind> kinds) {
        return kinds.stream().map(kind -> "'" + kind.word() + "'").collect(Collectors.joining(", ", "kind IN (", ")"));
    }

    private static void refusePoison(Transaction transaction, PartPage page) throws SQLException {
        String job = page.jobId();
        Integer number = transaction
                .first(judged(page.kinds()) + FIND_POISON, row -> row.getInt("place"), job, page.first(), page.last())
                .orElse(null);
        if (number == null) {
            return;
        }
        OrdinalRange files = transaction
                .first(FILES_OF, row -> new OrdinalRange(row.getLong(1), row.getLong(2)), job, number)
                .orElseThrow();
        throw new PoisonPartException(number, files);
    }

    private static int markDone(Transaction transaction, TakenPart part, StoredPart stored) throws SQLException {
        return transaction.update(
                DONE,
                stored.etag(),
                numbers(stored.pieces(), PieceCrc::ordinal),
                numbers(stored.pieces(), PieceCrc::offset),
                numbers(stored.pieces(), PieceCrc::length),
                smallNumbers(stored.pieces(), PieceCrc::crc32),
                part.jobId(),
                part.number(),
                part.epoch());
    }

    private static void noteCrcs(Transaction transaction, String jobId, Map<Long, Integer> crcs) throws SQLException {
        List<Map.Entry<Long, Integer>> entries = List.copyOf(crcs.entrySet());
        transaction.update(
                NOTE_CRCS, numbers(entries, Map.Entry::getKey), smallNumbers(entries, Map.Entry::getValue), jobId);
    }

    private void write(TakenPart part, String sql) {
        requireMine(
                part, database.call(transaction -> transaction.update(sql, part.jobId(), part.number(), part.epoch())));
    }

    private static void requireMine(TakenPart part, int changed) {
        if (changed == 0) {
            throw new OvertakenException("Part " + part.number() + " of " + part.jobId(), part.epoch());
        }
    }

    private static TakenPart read(ResultSet row) throws SQLException {
        return new TakenPart(
                row.getString("job_id"),
                row.getInt("number"),
                PartKind.of(row.getString("kind")),
                row.getLong("epoch"),
                row.getLong("first_ordinal"),
                row.getLong("last_ordinal"),
                row.getLong("offset"),
                row.getLong("size"),
                row.getLong("copied"),
                row.getInt("attempts"),
                row.getInt("sends"));
    }

    private static <T> long[] numbers(List<T> rows, ToLongFunction<T> number) {
        return rows.stream().mapToLong(number).toArray();
    }

    private static <T> int[] smallNumbers(List<T> rows, ToIntFunction<T> number) {
        return rows.stream().mapToInt(number).toArray();
    }
}
