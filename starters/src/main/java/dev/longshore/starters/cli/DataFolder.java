package dev.longshore.starters.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder that holds what {@code up} keeps: the database, the objects, the engine, and what it chose. */
public record DataFolder(Path path) {

    /** What was asked for, else {@code LONGSHORE_DATA}, else {@code data} beside the launcher, else here. */
    public static DataFolder named(Optional<Path> asked, Surroundings surroundings) {
        return of(asked.isPresent() ? asked.get() : null, surroundings);
    }

    static DataFolder of(@Nullable Path asked, Surroundings surroundings) {
        Path found = asked != null
                ? asked
                : surroundings
                        .setting("LONGSHORE_DATA")
                        .map(Path::of)
                        .or(() -> surroundings.setting("longshore.home").map(home -> Path.of(home, "data")))
                        .orElse(Path.of("data"));
        return new DataFolder(found.toAbsolutePath().normalize());
    }

    Path engineFolder() {
        return path.resolve("engine").resolve("bin");
    }

    Path endpointsFile() {
        return path.resolve("endpoints.json");
    }
}
