package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Which engine runs the jobs of this ledger, so that another one starts nothing a second time. */
public final class Engines {

    private static final String NOTE = """
            INSERT INTO longshore.engine (engine_id, way) VALUES (?, ?)
            ON CONFLICT (only_one) DO UPDATE SET engine_id = excluded.engine_id, way = excluded.way, noted_at = now()""";

    private final Database database;

    Engines(Database database) {
        this.database = database;
    }

    /** Empty until the first engine is noted. */
    public Optional<NotedEngine> noted() {
        return database.call(transaction -> transaction.first(
                "SELECT engine_id, way, noted_at FROM longshore.engine",
                row -> new NotedEngine(
                        row.getString("engine_id"),
                        row.getString("way"),
                        row.getObject("noted_at", OffsetDateTime.class).toInstant())));
    }

    /** From now on this engine runs the jobs. */
    public void note(String engineId, String way) {
        database.call(transaction -> transaction.update(NOTE, engineId, way));
    }
}
