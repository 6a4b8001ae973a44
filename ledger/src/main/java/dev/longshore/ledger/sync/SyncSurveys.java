package dev.longshore.ledger.sync;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.RoomTables;
import dev.longshore.ledger.database.Rows;
import dev.longshore.ledger.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Surveys of flows: jobs that look at both sides of one and say what they find. Each write says which run writes. */
public final class SyncSurveys implements RoomTables {

    static final String SETTLED = """
            WITH said AS MATERIALIZED (
                SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                    AS said (id, what, target, proof, why), %s),
            fresh AS MATERIALIZED (
                SELECT count(*) AS files FROM said JOIN longshore.sync_finding f USING (job_id, id) WHERE f.what IS NULL),
            settled AS (
                UPDATE longshore.sync_finding f
                SET what = said.what, target = said.target, proof = said.proof, why = said.why
                FROM said WHERE f.job_id = said.job_id AND f.id = said.id)
            UPDATE longshore.job SET done_files = done_files + fresh.files FROM fresh
            WHERE id = ?""".formatted(JobRow.HIDDEN_ID);

    private static final String COLUMNS = " id, path, file, object, bytes, touched, what, target, proof, why ";

    static final String UNSETTLED =
            "SELECT" + COLUMNS + "FROM longshore.sync_finding WHERE job_id = ? AND what IS NULL ORDER BY id LIMIT ?";

    static final String TO_REMOVE =
            "SELECT" + COLUMNS + "FROM longshore.sync_finding WHERE job_id = ? AND what = 'remove' ORDER BY id LIMIT ?";

    static final String LIST = "SELECT" + COLUMNS
            + "FROM longshore.sync_finding WHERE job_id = ? AND id > ? AND what IS NOT NULL ORDER BY id LIMIT ?";

    private static final String COUNTS = """
            SELECT what, count(*) AS files, coalesce(sum(bytes), 0)::bigint AS bytes
            FROM longshore.sync_finding WHERE job_id = ? AND what IS NOT NULL GROUP BY what ORDER BY what""";

    /** Of files alone; folders that are empty are nobody's loss. */
    private static final String REMOVALS = """
            SELECT count(*) FROM longshore.sync_finding
            WHERE job_id = ? AND what IN ('remove', 'removed') AND file IS NOT NULL""";

    private static final String NUMBER =
            "UPDATE longshore.sync_flow SET surveys = surveys + 1 WHERE id = ? RETURNING surveys";

    private static final String IS_DUE = """
            UPDATE longshore.sync_flow SET cleaned_at = now()
            WHERE id = ? AND (cleaned_at IS NULL OR cleaned_at <= now() - make_interval(secs => ?))""";

    /** In bites: with all of them at once the flow would be locked for long. */
    static final String FORGET_SOME = """
            DELETE FROM longshore.sync_finding WHERE job_id = ? AND id IN (
                SELECT f.id FROM longshore.sync_finding f JOIN longshore.job j ON j.id = f.job_id
                WHERE f.job_id = ? AND j.state IN ('done', 'failed', 'cancelled') AND EXISTS (
                    SELECT 1 FROM longshore.sync_flow WHERE id = ?
                        AND (cleaned_at IS NULL OR cleaned_at <= now() - make_interval(secs => ?)))
                ORDER BY f.id LIMIT 10000)""";

    private static final String ADD = "INSERT INTO longshore.sync_survey (job_id, flow_id) VALUES (?, ?)";

    private static final String STATE = """
            SELECT listed AND epoch = ? AS listed, files, coalesce(approved, 0) AS approved
            FROM longshore.sync_survey WHERE job_id = ?""";

    private static final String ASK = "UPDATE longshore.sync_survey SET asked = ? WHERE job_id = ?";

    private static final String APPROVE = """
            UPDATE longshore.sync_survey s SET approved = asked FROM longshore.job j
            WHERE s.flow_id = ? AND s.asked IS NOT NULL AND j.id = s.job_id AND j.state IN ('queued', 'running', 'paused')""";

    private final Database database;

    public SyncSurveys(Database database) {
        this.database = database;
    }

    /**
     * Queues a job that surveys the flow.
     *
     * @param request as JSON
     * @return its id
     */
    public String start(SyncFlow flow, SurveyKind kind, String request, String submittedBy) {
        return database.call(transaction -> {
            long number =
                    transaction.first(NUMBER, row -> row.getLong(1), flow.id()).orElseThrow();
            String id = flow.jobId() + ":" + kind.word() + ":" + number;
            transaction.update(SyncFlows.START, id, request, id, submittedBy);
            transaction.update(ADD, id, flow.id());
            return id;
        });
    }

    /**
     * Queues the cleanup that a flow begins by itself, if so much time has passed and the last one has ended. There is one
     * such job for each flow, again and again.
     *
     * @param request as JSON
     * @return whether it was queued now
     */
    public boolean startIfDue(SyncFlow flow, Duration every, String request) {
        String id = flow.jobId() + ":" + SurveyKind.CLEANUP.word();
        int forgotten;
        do {
            forgotten = database.call(
                    transaction -> transaction.update(FORGET_SOME, id, id, flow.id(), every.toMillis() / 1000.0));
        } while (forgotten > 0);
        return database.call(transaction -> {
            if (transaction.update(IS_DUE, flow.id(), every.toMillis() / 1000.0) == 0) {
                return false;
            }
            boolean isNew = transaction.update(SyncFlows.START, id, request, id, flow.jobId()) == 1;
            if (isNew) {
                forget(transaction, id);
                transaction.update(ADD, id, flow.id());
            }
            return isNew;
        });
    }

    public SurveyState state(String jobId, long epoch) {
        return database.call(transaction -> transaction.first(
                        STATE,
                        row -> new SurveyState(row.getBoolean("listed"), row.getLong("files"), row.getLong("approved")),
                        epoch,
                        jobId))
                .orElseThrow(() -> new IllegalStateException("The ledger has no survey " + jobId));
    }

    /** What nothing was said of yet. */
    public List<SyncFinding> unsettled(String jobId, int limit) {
        return database.call(transaction -> transaction.list(UNSETTLED, SyncSurveys::read, jobId, limit));
    }

    /** What is to be removed. */
    public List<SyncFinding> toRemove(String jobId, int limit) {
        return database.call(transaction -> transaction.list(TO_REMOVE, SyncSurveys::read, jobId, limit));
    }

    /** What is said by now. */
    public List<SyncFinding> list(String jobId, long after, int limit) {
        return database.call(transaction -> transaction.list(LIST, SyncSurveys::read, jobId, after, limit));
    }

    /** How many files the survey removes altogether. */
    public long removals(String jobId) {
        return database.callForLong(transaction ->
                transaction.first(REMOVALS, row -> row.getLong(1), jobId).orElse(0L));
    }

    public List<FindingCount> counts(String jobId) {
        return database.callForLong(transaction -> transaction.list(
                COUNTS,
                row -> new FindingCount(row.getString("what"), row.getLong("files"), row.getLong("bytes")),
                jobId));
    }

    /** Says what is to be said of findings. May be repeated. */
    public void settled(String jobId, long epoch, List<SettledFinding> findings) {
        database.call(transaction -> {
            JobRow.lockAs(transaction, jobId, epoch);
            return transaction.update(
                    SETTLED,
                    findings.stream().mapToLong(SettledFinding::id).toArray(),
                    texts(findings, SettledFinding::what),
                    texts(findings, SettledFinding::target),
                    texts(findings, SettledFinding::proof),
                    texts(findings, SettledFinding::why),
                    jobId,
                    jobId);
        });
    }

    /** So many removals wait until somebody approves them. */
    public void ask(String jobId, long epoch, long removals) {
        database.call(transaction -> {
            JobRow.lockAs(transaction, jobId, epoch);
            return transaction.update(ASK, removals, jobId);
        });
    }

    /** Approves what the flow's surveys ask for, and nothing that they find later; says how many did ask. */
    public int approve(long flow) {
        return database.call(transaction -> transaction.update(APPROVE, flow));
    }

    @Override
    public void startOver(Transaction transaction, Job job) {
        // its next run throws away what this one found
    }

    @Override
    public void forget(Transaction transaction, String jobId) throws SQLException {
        transaction.update("DELETE FROM longshore.sync_finding WHERE job_id = ?", jobId);
        transaction.update("DELETE FROM longshore.sync_survey WHERE job_id = ?", jobId);
    }

    static SyncFinding read(ResultSet row) throws SQLException {
        return new SyncFinding(
                row.getLong("id"),
                row.getString("path"),
                row.getString("file"),
                row.getString("object"),
                Rows.number(row, "bytes"),
                Rows.instant(row, "touched"),
                row.getString("what"),
                row.getString("target"),
                row.getString("proof"),
                row.getString("why"));
    }

    private static @Nullable String[] texts(
            List<SettledFinding> all, Function<SettledFinding, @Nullable String> column) {
        return all.stream().map(column).toArray(String[]::new);
    }
}
