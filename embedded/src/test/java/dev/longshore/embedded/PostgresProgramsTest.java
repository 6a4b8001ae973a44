package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProgramsTest {

    @TempDir
    Path folder;

    @Test
    void removesOnlyWhatWasUnpackedInPart() throws Exception {
        Path whole = Files.createDirectories(folder.resolve("PG-1"));
        Files.createFile(whole.resolve(".exists"));
        Path half = Files.createDirectories(folder.resolve("PG-2").resolve("bin"));
        Files.createFile(half.resolve("initdb"));

        PostgresPrograms.removeHalfUnpacked(folder);

        assertThat(whole).exists();
        assertThat(half.getParent()).doesNotExist();
    }
}
