package dev.longshore.ledger.sync;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.Rows;
import dev.longshore.ledger.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The flows that hosts have announced. */
public final class SyncFlows {

    private static final String COLUMNS = """
             id, host, name, direction, folder, place, announced_at, folder_mark, place_mark, compared_at,
                announced_at < (SELECT max(of_host.announced_at) FROM longshore.sync_flow of_host
                    WHERE of_host.host = sync_flow.host) AS is_former
            """;

    private static final String ANNOUNCE = """
            INSERT INTO longshore.sync_flow (host, name, direction, folder, place) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (host, name) DO UPDATE SET announced_at = now(), forgotten_at = NULL,
                direction = excluded.direction, folder = excluded.folder, place = excluded.place,
                folder_mark = CASE WHEN sync_flow.folder = excluded.folder THEN sync_flow.folder_mark END,
                place_mark = CASE WHEN sync_flow.place = excluded.place THEN sync_flow.place_mark END
            RETURNING""" + COLUMNS;

    /** What was at the former target is to be moved to the present one. */
    private static final String LEAVE_FORMER = """
            UPDATE longshore.sync_file SET state = 'replaced', ended_at = now(),
                why = 'the flow was between ' || flow.folder || ' and ' || flow.place || ' then'
            FROM longshore.sync_flow flow
            WHERE flow.host = ? AND flow.name = ? AND (flow.direction, flow.folder, flow.place) <> (?, ?, ?)
                AND flow_id = flow.id AND (state = 'kept' OR state IN ('waiting', 'failed') AND verified_at IS NOT NULL)""";

    private static final String LIST = "SELECT" + COLUMNS + """
            FROM longshore.sync_flow
            WHERE host = ? OR ?::text IS NULL AND (forgotten_at IS NULL OR EXISTS (
                SELECT FROM longshore.job WHERE job.id = 'sync:' || sync_flow.host || ':' || sync_flow.name
                    AND job.state NOT IN ('done', 'failed', 'cancelled')))
            ORDER BY host, name""";

    private static final String FIND = "SELECT" + COLUMNS + "FROM longshore.sync_flow WHERE host = ? AND name = ?";

    private static final String MARK_FOLDER = """
            UPDATE longshore.sync_flow SET folder_mark = coalesce(folder_mark, ?) WHERE id = ? AND folder = ?
            RETURNING folder_mark""";

    private static final String MARK_PLACE = """
            UPDATE longshore.sync_flow SET place_mark = coalesce(place_mark, ?) WHERE id = ? AND place = ?
            RETURNING place_mark""";

    private static final String FORGET_MARKS =
            "UPDATE longshore.sync_flow SET folder_mark = NULL, place_mark = NULL WHERE id = ?";

    static final String START = """
            INSERT INTO longshore.job AS job (id, room, request, request_hash, submitted_by)
            VALUES (?, 'sync', ?::jsonb, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = 'queued', desired = 'run', desired_now = false,
                command_seq = job.command_seq + 1, epoch = job.epoch + 1, waiting_for = NULL, request = excluded.request,
                request_hash = excluded.request_hash, submitted_by = excluded.submitted_by, result = NULL,
                failure_type = NULL, failure_message = NULL, created_at = now(), started_at = NULL, finished_at = NULL,
                touched_at = now()
            WHERE job.state IN ('done', 'failed', 'cancelled')""";

    /** Holds the flow, so that it is not forgotten at the same time. */
    private static final String REMEMBER = "UPDATE longshore.sync_flow SET forgotten_at = NULL WHERE id = ?";

    private static final String HOLD = "SELECT id FROM longshore.sync_flow WHERE host = ? ORDER BY id FOR UPDATE";

    private static final String FORGET = """
            UPDATE longshore.sync_flow SET forgotten_at = coalesce(forgotten_at, now())
            WHERE host = ? AND NOT EXISTS (
                SELECT FROM longshore.sync_flow flow, longshore.job job
                WHERE flow.host = sync_flow.host AND job.id = 'sync:' || flow.host || ':' || flow.name
                    AND job.state NOT IN ('done', 'failed', 'cancelled'))""";

    private static final String COMPARED = "UPDATE longshore.sync_flow SET compared_at = now() WHERE id = ?";

    private final Database database;

    public SyncFlows(Database database) {
        this.database = database;
    }

    /**
     * By a host that has these flows in its settings; others see all of them or none. Of a folder or place that is another
     * now, the mark is forgotten, and so is that its files were moved and kept.
     */
    public List<SyncFlow> announce(List<NewFlow> flows) {
        return database.call(transaction -> {
            List<SyncFlow> announced = new ArrayList<>();
            for (NewFlow flow : inOneOrder(flows)) {
                announced.add(announce(transaction, flow));
            }
            return announced;
        });
    }

    /** So that two workers of a host never wait for each other. */
    private static List<NewFlow> inOneOrder(List<NewFlow> flows) {
        return flows.stream().sorted(Comparator.comparing(NewFlow::name)).toList();
    }

    private static SyncFlow announce(Transaction transaction, NewFlow flow) throws SQLException {
        transaction.update(
                LEAVE_FORMER, flow.host(), flow.name(), flow.direction().word(), flow.folder(), flow.place());
        return transaction
                .first(
                        ANNOUNCE,
                        SyncFlows::read,
                        flow.host(),
                        flow.name(),
                        flow.direction().word(),
                        flow.folder(),
                        flow.place())
                .orElseThrow();
    }

    /**
     * Queues the job that keeps the flow, also if an earlier one has ended.
     *
     * @param request as JSON
     * @return false if it runs already; then nothing is changed
     */
    public boolean start(SyncFlow flow, String request, String submittedBy) {
        return database.call(transaction -> {
            transaction.update(REMEMBER, flow.id());
            return transaction.update(START, flow.jobId(), request, flow.jobId(), submittedBy) == 1;
        });
    }

    /**
     * Leaves a host that is gone out from now on. What is known of its files stays.
     *
     * @return false if a flow of it runs, or it has none; then nothing is changed
     */
    public boolean forget(String host) {
        return database.call(transaction -> {
            transaction.list(HOLD, row -> row.getLong(1), host);
            return transaction.update(FORGET, host) > 0;
        });
    }

    /** The flows of a host; null means those of all hosts that are not forgotten, and whatever runs. */
    public List<SyncFlow> list(@Nullable String host) {
        return database.call(transaction -> transaction.list(LIST, SyncFlows::read, host, host));
    }

    public Optional<SyncFlow> find(String host, String name) {
        return database.call(transaction -> transaction.first(FIND, SyncFlows::read, host, name));
    }

    /** The mark by which the folder is known: this one, unless one was noted before. Empty if it has another folder by now. */
    public Optional<String> markFolder(SyncFlow flow, String mark) {
        return database.call(
                transaction -> transaction.first(MARK_FOLDER, row -> row.getString(1), mark, flow.id(), flow.folder()));
    }

    /** As above, of the bucket. */
    public Optional<String> markPlace(SyncFlow flow, String mark) {
        return database.call(
                transaction -> transaction.first(MARK_PLACE, row -> row.getString(1), mark, flow.id(), flow.place()));
    }

    /** Whatever is there next is the right one. */
    public void forgetMarks(long flow) {
        database.call(transaction -> transaction.update(FORGET_MARKS, flow));
    }

    /** All of the source was looked at. */
    public void compared(long flow) {
        database.call(transaction -> transaction.update(COMPARED, flow));
    }

    private static SyncFlow read(ResultSet row) throws SQLException {
        return new SyncFlow(
                row.getLong("id"),
                row.getString("host"),
                row.getString("name"),
                Direction.of(row.getString("direction")),
                row.getString("folder"),
                row.getString("place"),
                row.getObject("announced_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("is_former"),
                row.getString("folder_mark"),
                row.getString("place_mark"),
                Rows.instant(row, "compared_at"));
    }
}
