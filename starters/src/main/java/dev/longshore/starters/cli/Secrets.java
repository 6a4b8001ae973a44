package dev.longshore.starters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Settings that must not be shown: from a variable, or from the file that the variable with {@code _FILE} names. */
record Secrets(Surroundings surroundings) {

    Optional<String> token() {
        return surroundings
                .setting("LONGSHORE_TOKEN")
                .or(() -> surroundings.setting("LONGSHORE_TOKEN_FILE").map(Secrets::read));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw CommandFailure.refused(
                            "LONGSHORE_TOKEN_FILE names " + file + ", which cannot be read",
                            "let it name a file that holds the token and that you may read")
                    .because(e);
        }
    }
}
