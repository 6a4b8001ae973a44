package dev.longshore.ledger.sync;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.Rows;
import dev.longshore.ledger.database.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The files of flows: what was seen, and what came of it. */
public final class SyncFiles {

    static final String COLUMNS = """
             id, path, generation, state, identity, bytes, job_id, ordinal, target, proof, found_at, verified_at, ended_at, why
            """;

    /** Of each name only its newest content is looked up, however many there were. */
    static final String KNOWN = """
            SELECT newest.* FROM unnest(?::uuid[]) AS seen (path_key) CROSS JOIN LATERAL (
                SELECT path_key, state, identity, verified_at IS NOT NULL AS verified FROM longshore.sync_file
                WHERE flow_id = ? AND path_key = seen.path_key ORDER BY generation DESC LIMIT 1) newest""";

    /** With the flow as a column, so that rows are looked up, not compared; see {@link JobRow#HIDDEN_ID}. */
    private static final String SEEN = """
            WITH seen AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[])
                    AS seen (path_key, path, identity, bytes), (SELECT ?::bigint AS flow_id) AS hidden)
            """;

    static final String REPLACE_VERIFIED = """
            UPDATE longshore.sync_file SET state = 'replaced', ended_at = now()
            WHERE flow_id = ? AND path_key = ANY (?::uuid[])
                AND (state = 'kept' OR state IN ('waiting', 'failed') AND verified_at IS NOT NULL)""";

    static final String SEE_ANEW = SEEN + """
            UPDATE longshore.sync_file s SET identity = seen.identity, bytes = seen.bytes
            FROM seen WHERE s.flow_id = seen.flow_id AND s.path_key = seen.path_key
                AND s.verified_at IS NULL AND""" + JobRow.hasState("s.state", "waiting");

    static final String ADD = SEEN + """
            INSERT INTO longshore.sync_file (flow_id, path_key, path, identity, bytes, generation)
            SELECT seen.flow_id, seen.path_key, seen.path, seen.identity, seen.bytes, 1 + coalesce((
                SELECT max(generation) FROM longshore.sync_file before
                WHERE before.flow_id = seen.flow_id AND before.path_key = seen.path_key), 0)
            FROM seen ON CONFLICT DO NOTHING""";

    /** Tells the newest content under its name. */
    static final String IS_NEWEST = """
            NOT EXISTS (SELECT 1 FROM longshore.sync_file later
                WHERE later.flow_id = s.flow_id AND later.path_key = s.path_key AND later.generation > s.generation)""";

    private static final String AGAIN = """
            UPDATE longshore.sync_file s SET state = 'waiting', job_id = NULL, ordinal = NULL, ended_at = NULL, why = NULL
            WHERE s.flow_id = ? AND s.state = 'failed'
                AND s.ended_at <= now() - make_interval(secs => CASE WHEN s.why LIKE 'POISON: %' THEN ? ELSE ? END) AND
            """ + IS_NEWEST;

    /** Each part by an index of its own, however many were moved before. */
    static final String COUNTS = """
            SELECT 'waiting' AS state, count(*) AS files, coalesce(sum(bytes), 0)::bigint AS bytes, min(found_at) AS oldest
            FROM longshore.sync_file WHERE flow_id = ? AND state = 'waiting'
            UNION ALL
            SELECT 'moving', count(*), coalesce(sum(bytes), 0)::bigint, min(found_at)
            FROM longshore.sync_file WHERE flow_id = ? AND state = 'moving'
            UNION ALL
            SELECT state, count(*), coalesce(sum(bytes), 0)::bigint, NULL
            FROM longshore.sync_file WHERE flow_id = ? AND state IN ('moved', 'kept')
                AND verified_at > now() - interval '1 day' GROUP BY state
            UNION ALL
            SELECT 'failed', count(*), coalesce(sum(bytes), 0)::bigint, min(found_at)
            FROM longshore.sync_file s WHERE flow_id = ? AND state = 'failed' AND %s""".formatted(IS_NEWEST);

    static final String BYTES_SINCE = """
            SELECT coalesce(sum(bytes), 0)::bigint FROM longshore.sync_file WHERE flow_id = ?
                AND state IN ('moved', 'kept') AND verified_at > now() - make_interval(secs => ?)""";

    static final String LAST_FAILED = "SELECT" + COLUMNS + """
            FROM longshore.sync_file s WHERE flow_id = ? AND state = 'failed' AND %s
            ORDER BY ended_at DESC LIMIT 1""".formatted(IS_NEWEST);

    private static final String LIFE = "SELECT" + COLUMNS
            + "FROM longshore.sync_file WHERE flow_id = ? AND path_key = ?::uuid AND path = ? AND generation > ?"
            + " ORDER BY generation LIMIT ?";

    private static final String FIND = "SELECT" + COLUMNS + "FROM longshore.sync_file WHERE flow_id = ? AND id = ?";

    private static final String REMOVED = """
            UPDATE longshore.sync_file SET kept = ?, state = CASE state WHEN 'failed' THEN 'moved' ELSE state END,
                why = CASE state WHEN 'failed' THEN NULL ELSE why END, ended_at = CASE state WHEN 'failed' THEN now() ELSE ended_at END
            WHERE flow_id = ? AND id = ? AND state <> 'moving' AND verified_at IS NOT NULL""";

    static final String KEPT_LONGER = """
            SELECT id, identity, bytes, kept FROM longshore.sync_file
            WHERE flow_id = ? AND kept IS NOT NULL AND verified_at <= now() - make_interval(secs => ?)
            ORDER BY verified_at OFFSET ? LIMIT ?""";

    private static final String PURGED = """
            UPDATE longshore.sync_file SET kept = NULL, why = concat_ws('; ', CASE WHEN state <> 'moved' THEN why END,
                    'its source was kept as ' || kept || ' until ' || now())
            WHERE id = ?""";

    /** What was remembered for the sake of its source alone. */
    private static final String FORGET_PURGED = """
            DELETE FROM longshore.sync_file s WHERE id = ? AND state IN ('moved', 'replaced', 'gone')
                AND NOT EXISTS (SELECT 1 FROM longshore.job j WHERE j.id = s.job_id)""";

    private final Database database;

    public SyncFiles(Database database) {
        this.database = database;
    }

    /**
     * Notes files at a flow's source. What is known already stays as it is, also what has failed; of a name that holds another
     * content, that is noted.
     *
     * @param files in the order in which they are to be moved
     * @return those of names whose former content is being moved: to be said again when that has ended
     */
    public List<SeenFile> seen(long flow, List<SeenFile> files) {
        Map<UUID, SeenFile> byKey = new LinkedHashMap<>();
        files.forEach(file -> byKey.put(keyOf(file.path()), file));
        return database.call(transaction -> seen(transaction, flow, byKey));
    }

    /**
     * What failed so long ago waits again, unless another content has taken its place.
     *
     * @param lostFor for what workers vanished with. Each that vanishes leaves what else it had in its hands, so these wait
     *     longer; but not for ever, for a worker may have been killed for another reason
     */
    public int tryAgain(long flow, Duration failedFor, Duration lostFor) {
        return database.call(transaction ->
                transaction.update(AGAIN, flow, lostFor.toMillis() / 1000.0, failedFor.toMillis() / 1000.0));
    }

    /** How many are in which state; of those that are at their target only the ones of the last day. */
    public Map<SyncState, SyncCount> counts(long flow) {
        Map<SyncState, SyncCount> counts = new EnumMap<>(SyncState.class);
        database
                .call(transaction -> transaction.list(
                        COUNTS,
                        row -> Map.entry(
                                SyncState.of(row.getString("state")),
                                new SyncCount(row.getLong("files"), row.getLong("bytes"), Rows.instant(row, "oldest"))),
                        flow,
                        flow,
                        flow,
                        flow))
                .stream()
                .filter(count -> count.getValue().files() > 0)
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** Of the contents whose receipts are no older than that. */
    public long bytesOfLast(long flow, Duration time) {
        return database.call(transaction ->
                        transaction.first(BYTES_SINCE, row -> row.getLong(1), flow, time.toMillis() / 1000.0))
                .orElse(0L);
    }

    /** What failed last, and has not been moved since. */
    public Optional<SyncFile> lastFailed(long flow) {
        return database.call(transaction -> transaction.first(LAST_FAILED, SyncFiles::read, flow));
    }

    /** All contents that were ever seen under the name, the first one first. */
    public List<SyncFile> lifeOf(long flow, String path) {
        return lifeOf(flow, path, 0, Integer.MAX_VALUE);
    }

    /** As above, those of later generations than this one, so many at most. */
    public List<SyncFile> lifeOf(long flow, String path, long after, int limit) {
        return database.call(transaction ->
                transaction.list(LIFE, SyncFiles::read, flow, keyOf(path).toString(), path, after, limit));
    }

    public Optional<SyncFile> find(long flow, long id) {
        return database.call(transaction -> transaction.first(FIND, SyncFiles::read, flow, id));
    }

    /**
     * The source of a content was removed after all, behind its receipt.
     *
     * @param kept where it is kept; null: nowhere
     */
    public void removed(long flow, long id, @Nullable String kept) {
        database.call(transaction -> transaction.update(REMOVED, kept, flow, id));
    }

    /** Sources that are kept although their receipts are older than that, the oldest first. */
    public List<KeptSource> keptLongerThan(long flow, Duration time, int skip, int limit) {
        return database.call(transaction -> transaction.list(
                KEPT_LONGER,
                row -> new KeptSource(
                        row.getLong("id"), row.getString("identity"), row.getLong("bytes"), row.getString("kept")),
                flow,
                time.toMillis() / 1000.0,
                skip,
                limit));
    }

    /** The source is kept no longer. */
    public void purged(long id) {
        database.call(transaction -> transaction.update(PURGED, id) + transaction.update(FORGET_PURGED, id));
    }

    static SyncFile read(ResultSet row) throws SQLException {
        return new SyncFile(
                row.getLong("id"),
                row.getString("path"),
                row.getLong("generation"),
                SyncState.of(row.getString("state")),
                row.getString("identity"),
                row.getLong("bytes"),
                row.getString("job_id"),
                Rows.number(row, "ordinal"),
                row.getString("target"),
                row.getString("proof"),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                Rows.instant(row, "verified_at"),
                Rows.instant(row, "ended_at"),
                row.getString("why"));
    }

    private static List<SeenFile> seen(Transaction transaction, long flow, Map<UUID, SeenFile> byKey)
            throws SQLException {
        Map<UUID, SeenFile> added = new LinkedHashMap<>(byKey);
        Map<UUID, SeenFile> changed = new HashMap<>();
        List<UUID> verifiedBefore = new ArrayList<>();
        List<SeenFile> busy = new ArrayList<>();
        for (Known known : transaction.list(KNOWN, Known::read, texts(byKey.keySet()), flow)) {
            SeenFile file = Objects.requireNonNull(byKey.get(known.key()));
            switch (known.meaningOf(file)) {
                case KNOWN -> added.remove(known.key());
                case BUSY -> {
                    added.remove(known.key());
                    busy.add(file);
                }
                case OTHERWISE -> {
                    added.remove(known.key());
                    changed.put(known.key(), file);
                }
                case NEXT -> verifiedBefore.add(known.key());
            }
        }
        write(transaction, flow, new Changes(added, changed, verifiedBefore));
        return busy;
    }

    private static void write(Transaction transaction, long flow, Changes changes) throws SQLException {
        if (!changes.changed().isEmpty()) {
            SeenColumns rows = SeenColumns.of(changes.changed());
            transaction.update(SEE_ANEW, rows.keys(), rows.paths(), rows.identities(), rows.bytes(), flow);
        }
        if (!changes.verifiedBefore().isEmpty()) {
            transaction.update(REPLACE_VERIFIED, flow, texts(changes.verifiedBefore()));
        }
        if (!changes.added().isEmpty()) {
            SeenColumns rows = SeenColumns.of(changes.added());
            transaction.update(ADD, rows.keys(), rows.paths(), rows.identities(), rows.bytes(), flow);
        }
    }

    private static String[] texts(Collection<UUID> keys) {
        return keys.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** A hash that nobody makes collide. */
    static UUID keyOf(String path) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** What a file that is seen means to what is known of its name. */
    private enum Meaning {
        KNOWN,
        /** It is to be said again when what has its name has ended. */
        BUSY,
        /** What waits under its name has changed. */
        OTHERWISE,
        /** It is the next content under its name. */
        NEXT
    }

    /** The newest content under a name. */
    private record Known(UUID key, SyncState state, String identity, boolean verified) {

        static Known read(ResultSet row) throws SQLException {
            return new Known(
                    row.getObject("path_key", UUID.class),
                    SyncState.of(row.getString("state")),
                    row.getString("identity"),
                    row.getBoolean("verified"));
        }

        /** A receipt is for one content only, so what has one never changes. */
        Meaning meaningOf(SeenFile file) {
            boolean isSame = file.identity().equals(identity);
            return switch (state) {
                case MOVING -> isSame ? Meaning.KNOWN : Meaning.BUSY;
                case KEPT, FAILED -> isSame ? Meaning.KNOWN : Meaning.NEXT;
                case WAITING -> isSame ? Meaning.KNOWN : verified ? Meaning.NEXT : Meaning.OTHERWISE;
                case MOVED, REPLACED, GONE -> Meaning.NEXT;
            };
        }
    }

    private record Changes(Map<UUID, SeenFile> added, Map<UUID, SeenFile> changed, List<UUID> verifiedBefore) {}
}
