package dev.longshore.starters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** What a running {@code up} says of itself in {@code endpoints.json}. */
record Endpoints(long pid, JsonDocument json) {

    private static final int LONGEST = 1 << 16;

    /** What the file says, if the process that wrote it still lives; a file left over by a killed one says nothing. */
    static Optional<Endpoints> in(DataFolder data) {
        return read(data.endpointsFile()).filter(Endpoints::isAlive);
    }

    Optional<String> api() {
        return text("api");
    }

    /** The value at that path of fields, if that part runs. */
    Optional<String> text(String... path) {
        return Optional.of(json.at(path).text()).filter(value -> !value.isEmpty());
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static Optional<Endpoints> read(Path file) {
        try {
            if (!Files.isReadable(file) || Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            JsonDocument json = JsonDocument.read(Files.readString(file));
            return Optional.of(new Endpoints(json.at("pid").number(), json));
        } catch (IOException | JacksonException e) {
            return Optional.empty(); // half written by hand or removed meanwhile: the same as none
        }
    }
}
