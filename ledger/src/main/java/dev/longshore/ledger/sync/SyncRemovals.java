package dev.longshore.ledger.sync;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Files that are removed from folders because of their age: which ones there are receipts for, and what becomes of them. A
 * removal is noted before and after, so that one that was broken off anywhere is brought to its end.
 */
public final class SyncRemovals {

    /** Of each name its newest contents. */
    static final String LIVES = """
            SELECT contents.* FROM unnest(?::uuid[]) AS asked (path_key) CROSS JOIN LATERAL (
                SELECT %s FROM longshore.sync_file
                WHERE flow_id = ? AND path_key = asked.path_key AND (? OR removed_at IS NULL)
                ORDER BY generation DESC LIMIT 50) contents""".formatted(SyncFiles.COLUMNS);

    /** Of each target with a name so long that it may have been shortened; others are found by their names. */
    static final String AT_LONG_TARGETS = """
            SELECT contents.* FROM unnest(?::text[]) AS asked (target) CROSS JOIN LATERAL (
                SELECT %s FROM longshore.sync_file
                WHERE flow_id = ? AND md5(target) = md5(asked.target) AND octet_length(target) > 251
                    AND target = asked.target AND (? OR removed_at IS NULL)
                ORDER BY generation DESC LIMIT 50) contents""".formatted(SyncFiles.COLUMNS);

    private static final String BEGUN = """
            UPDATE longshore.sync_file SET removing_at = coalesce(removing_at, now())
            WHERE id = ? AND state = ? AND verified_at IS NOT NULL AND removed_at IS NULL""";

    static final String UNFINISHED = "SELECT" + SyncFiles.COLUMNS
            + "FROM longshore.sync_file WHERE flow_id = ? AND removing_at IS NOT NULL ORDER BY id LIMIT ?";

    /** What was kept at its source is there no more; what was brought to its target was moved all the same. */
    private static final String REMOVED = """
            UPDATE longshore.sync_file s SET removing_at = NULL, removed_at = now(), why = ?,
                state = CASE WHEN flow.direction = 'up' AND s.state = 'kept' THEN 'moved' ELSE s.state END,
                ended_at = coalesce(CASE WHEN flow.direction = 'up' THEN now() END, s.ended_at)
            FROM longshore.sync_flow flow WHERE s.id = ? AND flow.id = s.flow_id AND s.removing_at IS NOT NULL""";

    private static final String STAYS = "UPDATE longshore.sync_file SET removing_at = NULL WHERE id = ?";

    private final Database database;

    public SyncRemovals(Database database) {
        this.database = database;
    }

    /**
     * What is known of contents under these names, by name, the newest first.
     *
     * @param withRemoved also of those that were removed by age
     */
    public Map<String, List<SyncFile>> lives(long flow, Collection<String> paths, boolean withRemoved) {
        String[] keys = paths.stream()
                .distinct()
                .map(SyncFiles::keyOf)
                .map(UUID::toString)
                .toArray(String[]::new);
        Map<String, List<SyncFile>> lives = new HashMap<>();
        database.call(transaction -> transaction.list(LIVES, SyncFiles::read, keys, flow, withRemoved))
                .forEach(content -> lives.computeIfAbsent(content.path(), path -> new ArrayList<>())
                        .add(content));
        return lives;
    }

    /**
     * What is known of contents at these targets, whose last names have more than 251 bytes.
     *
     * @param withRemoved also of those that were removed by age
     */
    public List<SyncFile> atLongTargets(long flow, List<String> targets, boolean withRemoved) {
        if (targets.isEmpty()) {
            return List.of();
        }
        String[] asked = targets.toArray(String[]::new);
        return database.call(
                transaction -> transaction.list(AT_LONG_TARGETS, SyncFiles::read, asked, flow, withRemoved));
    }

    /**
     * Notes that the file will be removed from the folder.
     *
     * @return false if the ledger knows otherwise by now; then it must stay
     */
    public boolean begun(String jobId, long epoch, SyncFile file) {
        return database.call(transaction -> {
            JobRow.lockAs(transaction, jobId, epoch);
            return transaction.update(BEGUN, file.id(), file.state().word()) == 1;
        });
    }

    /** Those whose end is not known. */
    public List<SyncFile> unfinished(long flow, int limit) {
        return database.call(transaction -> transaction.list(UNFINISHED, SyncFiles::read, flow, limit));
    }

    /** It is gone from the folder. */
    public void removed(SyncFile file, String why) {
        database.call(transaction -> transaction.update(REMOVED, why, file.id()));
    }

    /** It is in the folder as it was, or another content is in its place. */
    public void stays(SyncFile file) {
        database.call(transaction -> transaction.update(STAYS, file.id()));
    }
}
