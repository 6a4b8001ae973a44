package dev.longshore.ledger;

import dev.longshore.ledger.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Makes jobs of their rows. */
final class JobRows {

    /** By name, so that a process goes on while a newer one adds columns. */
    static final String COLUMNS = """
             id, room, state, desired, desired_now, command_seq, acknowledged_seq, epoch, waiting_for, request, result,
            listed, total_files, done_files, failed_files, skipped_files, total_bytes, done_bytes, arrived_bytes,
            submitted_by, created_at, started_at, finished_at, failure_type, failure_message
            """;

    static final String UNFINISHED = " state IN ('queued', 'running', 'paused') ";

    private JobRows() {}

    static Job read(ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("room"),
                JobState.of(row.getString("state")),
                Desired.of(row.getString("desired")),
                row.getBoolean("desired_now"),
                row.getLong("command_seq"),
                row.getLong("acknowledged_seq"),
                row.getLong("epoch"),
                row.getString("waiting_for"),
                row.getString("request"),
                row.getString("result"),
                filesOf(row),
                bytesOf(row),
                row.getString("submitted_by"),
                row.getBoolean("listed"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "finished_at"),
                failureOf(row));
    }

    static @Nullable Failure failureOf(ResultSet row) throws SQLException {
        String type = row.getString("failure_type");
        String message = row.getString("failure_message");
        return type == null ? null : new Failure(type, message == null ? "" : message);
    }

    /** At the end nothing counts of a file that is not whole. */
    private static ByteCounts bytesOf(ResultSet row) throws SQLException {
        long done = row.getLong("done_bytes");
        boolean isFinished = JobState.of(row.getString("state")).isFinished();
        return new ByteCounts(
                row.getLong("total_bytes"), isFinished ? done : Math.max(done, row.getLong("arrived_bytes")));
    }

    private static FileCounts filesOf(ResultSet row) throws SQLException {
        return new FileCounts(
                row.getLong("total_files"),
                row.getLong("done_files"),
                row.getLong("failed_files"),
                row.getLong("skipped_files"));
    }
}
