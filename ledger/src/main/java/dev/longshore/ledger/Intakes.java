package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Whether rooms take new orders by themselves, from queues and schedules: one answer for all processes. */
public final class Intakes {

    private static final String PAUSE = """
            INSERT INTO longshore.intake (room, paused, paused_by) VALUES (?, true, ?)
            ON CONFLICT (room) DO UPDATE SET paused = true, paused_by = excluded.paused_by, since = now()
            WHERE NOT intake.paused""";

    private static final String RESUME =
            "UPDATE longshore.intake SET paused = false, paused_by = NULL, since = now() WHERE room = ? AND paused";

    private final Database database;

    Intakes(Database database) {
        this.database = database;
    }

    /** Empty while the room takes orders. */
    public Optional<IntakePause> pauseOf(String room) {
        return database.call(transaction -> transaction.first(
                "SELECT paused_by, since FROM longshore.intake WHERE room = ? AND paused",
                row -> new IntakePause(
                        row.getString("paused_by"),
                        row.getObject("since", OffsetDateTime.class).toInstant()),
                room));
    }

    public boolean isPaused(String room) {
        return pauseOf(room).isPresent();
    }

    /** Whoever paused it first stays the one who did. */
    public void pause(String room, String by) {
        database.call(transaction -> transaction.update(PAUSE, room, by));
    }

    public void resume(String room) {
        database.call(transaction -> transaction.update(RESUME, room));
    }
}
