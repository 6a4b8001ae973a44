package dev.longshore.ledger.sync;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.RoomTables;
import dev.longshore.ledger.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Hands what waits in a flow to jobs that move it. Each write says which run of the flow's job writes. */
public final class SyncPasses implements RoomTables {

    /** The files that are left of ended jobs, which are listed as {@code ended(id, state, failure_type, failure_message)}. */
    private static final String SETTLE = """
            WITH ended AS MATERIALIZED (%s),
            left_over AS MATERIALIZED (
                SELECT s.id, s.job_id, s.ordinal, CASE
                    WHEN ended.state = 'failed' AND ended.failure_type <> 'ENGINE_ENDED'
                        THEN ended.failure_type || ': ' || ended.failure_message END AS why
                FROM ended JOIN longshore.sync_file s ON s.job_id = ended.id AND s.state = 'moving'),
            settled AS (
                SELECT left_over.id, CASE
                    WHEN f.state = 'failed' THEN f.failure_type || ': ' || f.failure_message ELSE why END AS why
                FROM left_over JOIN longshore.job_file f USING (job_id, ordinal))
            UPDATE longshore.sync_file s SET
                state = CASE WHEN settled.why IS NULL THEN 'waiting' ELSE 'failed' END, why = settled.why,
                ended_at = CASE WHEN settled.why IS NOT NULL THEN now() END,
                job_id = CASE WHEN settled.why IS NOT NULL THEN s.job_id END,
                ordinal = CASE WHEN settled.why IS NOT NULL THEN s.ordinal END
            FROM settled WHERE s.id = settled.id AND""" + JobRow.hasState("s.state", "moving");

    static final String SETTLE_FLOW = SETTLE.formatted("""
            SELECT id, state, failure_type, failure_message FROM longshore.job
            WHERE state IN ('done', 'failed', 'cancelled') AND id IN (
                SELECT DISTINCT job_id FROM longshore.sync_file WHERE flow_id = ? AND state = 'moving')""");

    static final String SETTLE_JOB = SETTLE.formatted(
            "SELECT id, state, failure_type, failure_message FROM longshore.job WHERE id = ? AND room = 'sync'");

    /** Of sources that are kept aside, and of what was kept, the ledger must know as long as it is at its source, and of what failed, until it is moved. */
    static final String FORGET = """
            DELETE FROM longshore.sync_file s WHERE job_id = ? AND kept IS NULL AND (
                state IN ('moved', 'replaced', 'gone') OR state = 'failed' AND NOT %s)""".formatted(SyncFiles.IS_NEWEST);

    static final String START_OVER = """
            WITH failed AS MATERIALIZED (
                SELECT id, job_id, ordinal FROM longshore.sync_file s WHERE job_id = ? AND state = 'failed' AND %s)
            UPDATE longshore.sync_file s SET state = 'moving', why = NULL, ended_at = NULL
            FROM failed JOIN longshore.job_file f USING (job_id, ordinal)
            WHERE s.id = failed.id AND s.job_id = failed.job_id AND %s AND %s""".formatted(
                    SyncFiles.IS_NEWEST, JobRow.hasState("s.state", "failed"), JobRow.hasState("f.state", "queued"));

    private static final String UNDER_WAY = """
            SELECT count(DISTINCT job_id) FROM longshore.sync_file WHERE flow_id = ? AND state = 'moving'""";

    private static final String IS_WANTED = "SELECT desired = 'run' FROM longshore.job WHERE id = ?";

    private static final String ALL_MOVED = """
            SELECT desired = 'run'
                AND NOT EXISTS (SELECT 1 FROM longshore.sync_file WHERE flow_id = ? AND state = 'waiting')
                AND NOT EXISTS (SELECT 1 FROM longshore.sync_file WHERE flow_id = ? AND state = 'moving')
            FROM longshore.job WHERE id = ?""";

    private static final String UNFINISHED = """
            SELECT DISTINCT s.job_id FROM longshore.sync_file s JOIN longshore.job j ON j.id = s.job_id
            WHERE s.flow_id = ? AND s.state = 'moving' AND j.state IN ('queued', 'running', 'paused')""";

    static final String WAITING = """
            SELECT id, path, bytes, verified_at IS NOT NULL AS verified FROM longshore.sync_file WHERE flow_id = ? AND state = 'waiting' ORDER BY id LIMIT ? FOR UPDATE""";

    private static final String FORGET_WAITING =
            "DELETE FROM longshore.sync_file WHERE id = ANY (?::bigint[]) AND state = 'waiting'";

    private static final String NUMBER =
            "UPDATE longshore.sync_flow SET passes = passes + 1 WHERE id = ? RETURNING passes";

    private static final String ADD_JOB = """
            INSERT INTO longshore.job (id, room, request, request_hash, submitted_by, epoch, total_files, total_bytes)
            SELECT ?, 'sync', flow.request, ?, flow.submitted_by, 1, ?, ? FROM longshore.job flow WHERE flow.id = ?""";

    static final String TAKE = """
            UPDATE longshore.sync_file s SET state = 'moving', job_id = ?, ordinal = taken.nr - 1
            FROM unnest(?::bigint[]) WITH ORDINALITY AS taken (id, nr) WHERE s.id = taken.id""";

    static final String ADD_FILES = """
            INSERT INTO longshore.job_file (job_id, ordinal, source, target, bytes)
            SELECT s.job_id, s.ordinal,
                CASE flow.direction WHEN 'up' THEN flow.folder || '/' || s.path ELSE flow.place || s.path END,
                CASE flow.direction WHEN 'up' THEN flow.place || s.path ELSE flow.folder || '/' || s.path END, s.bytes
            FROM longshore.sync_file s JOIN longshore.sync_flow flow ON flow.id = s.flow_id WHERE s.job_id = ?""";

    private final Database database;

    public SyncPasses(Database database) {
        this.database = database;
    }

    /**
     * Writes a job for files that wait, the oldest first; empty if none waits, if the flow is not wanted to run, or if as many
     * passes as may be are under way. So whoever has written another wish finds all passes that there will be. What is left of
     * passes that have ended waits again; but what failed, or is left of a pass that failed, has failed.
     *
     * @param epoch of the run of the flow's job
     * @param isOurs whether a path is the flow's by now; of one that is not, what waits is forgotten, unless it has a receipt
     */
    public Optional<NewPass> next(SyncFlow flow, long epoch, PassLimits limits, Predicate<String> isOurs) {
        Look look;
        do {
            look = database.call(transaction -> {
                JobRow.lockAs(transaction, flow.jobId(), epoch);
                transaction.update(SETTLE_FLOW, flow.id());
                return isReady(transaction, flow, limits)
                        ? write(transaction, flow, limits, isOurs)
                        : new Look(false, Optional.empty());
            });
        } while (look.isToBeRepeated());
        return look.pass();
    }

    /** The jobs of passes that have not ended. */
    public List<String> unfinishedOf(SyncFlow flow) {
        return database.call(transaction -> transaction.list(UNFINISHED, row -> row.getString(1), flow.id()));
    }

    /** Whether all that was found has been moved or has failed, and the flow is wanted to run. */
    public boolean areAllMoved(SyncFlow flow) {
        return database.call(transaction -> {
            transaction.update(SETTLE_FLOW, flow.id());
            return transaction
                    .first(ALL_MOVED, row -> row.getBoolean(1), flow.id(), flow.id(), flow.jobId())
                    .orElse(false);
        });
    }

    /** How many passes have not ended. */
    public long underWay(SyncFlow flow) {
        return database.call(transaction -> {
            transaction.update(SETTLE_FLOW, flow.id());
            return transaction
                    .first(UNDER_WAY, row -> row.getLong(1), flow.id())
                    .orElse(0L);
        });
    }

    /** What failed in the pass is moved by it again, unless it waits for another one by now. */
    @Override
    public void startOver(Transaction transaction, Job job) throws SQLException {
        if (job.room().equals("sync")) {
            transaction.update(START_OVER, job.id());
        }
    }

    @Override
    public void forget(Transaction transaction, String jobId) throws SQLException {
        transaction.update(SETTLE_JOB, jobId);
        transaction.update(FORGET, jobId);
    }

    private static boolean isReady(Transaction transaction, SyncFlow flow, PassLimits limits) throws SQLException {
        long underWay =
                transaction.first(UNDER_WAY, row -> row.getLong(1), flow.id()).orElse(0L);
        return underWay < limits.passes()
                && transaction
                        .first(IS_WANTED, row -> row.getBoolean(1), flow.jobId())
                        .orElse(false);
    }

    private static Look write(Transaction transaction, SyncFlow flow, PassLimits limits, Predicate<String> isOurs)
            throws SQLException {
        Map<Boolean, List<Waiting>> waiting =
                transaction.list(WAITING, Waiting::read, flow.id(), limits.files()).stream()
                        .collect(Collectors.partitioningBy(file -> file.verified() || isOurs.test(file.path())));
        List<Waiting> others = waiting.getOrDefault(false, List.of());
        List<Waiting> files = chosen(waiting.getOrDefault(true, List.of()), limits.bytes());
        if (!others.isEmpty()) {
            transaction.update(FORGET_WAITING, ids(others));
        }
        if (files.isEmpty()) {
            return new Look(!others.isEmpty(), Optional.empty());
        }
        String job = flow.jobId() + ":"
                + transaction.first(NUMBER, row -> row.getLong(1), flow.id()).orElseThrow();
        long bytes = files.stream().mapToLong(Waiting::bytes).sum();
        transaction.update(ADD_JOB, job, job, files.size(), bytes, flow.jobId());
        transaction.update(TAKE, job, ids(files));
        transaction.update(ADD_FILES, job);
        return new Look(false, Optional.of(new NewPass(job, 1, files.size())));
    }

    private static List<Waiting> chosen(List<Waiting> waiting, long most) {
        List<Waiting> chosen = new ArrayList<>();
        long bytes = 0;
        for (Waiting file : waiting) {
            bytes += file.bytes();
            if (bytes > most && !chosen.isEmpty()) {
                return chosen;
            }
            chosen.add(file);
        }
        return chosen;
    }

    private static long[] ids(List<Waiting> files) {
        return files.stream().mapToLong(Waiting::id).toArray();
    }

    /** @param isToBeRepeated whether none of those that were looked at is the flow's by now, and there may be more */
    private record Look(boolean isToBeRepeated, Optional<NewPass> pass) {}

    private record Waiting(long id, String path, long bytes, boolean verified) {

        static Waiting read(ResultSet row) throws SQLException {
            return new Waiting(
                    row.getLong("id"), row.getString("path"), row.getLong("bytes"), row.getBoolean("verified"));
        }
    }
}
