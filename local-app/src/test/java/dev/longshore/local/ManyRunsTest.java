package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A job whose history grows long goes on in a new run from where it was, on a real server that finds 60 events long. */
@OnDevServer
final class ManyRunsTest {

    @Test
    void goesOnInANewRunFromWhereItWas(@TempDir Path folder) throws IOException {
        Path cli = House.devServer().cli().orElseThrow();
        EngineChoice impatient =
                new EngineChoice(EngineChoice.Way.DEV_SERVER, Optional.of(impatient(cli, folder)), Optional.empty());
        try (House house = new House(impatient, folder.resolve("data"));
                EngineView engine = new EngineView(house.engineAddress())) {
            int[] sizes = new int[30];
            Arrays.fill(sizes, 3_000_000);
            Map<String, String> album = house.store().fill("album/", sizes);

            String id = house.rest()
                    .order("{\"from\":\"s3://source-images/album/\",\"to\":\"s3://zip-storage/album.zip\"}");
            JsonNode job = house.rest().awaitEnd(id);

            assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
            assertThat(house.store().entriesOf("s3://zip-storage/album.zip")).isEqualTo(album);
            assertThat(job.path("result").path("bytesSentAgain").asLong()).isZero();
            assertThat(house.row(id).epoch()).isEqualTo(1);
            assertThat(engine.runsOf(id)).isGreaterThan(2);
            Eventually.holds(
                    "the last run to be found by its room",
                    () -> engine.list("LongshoreRoom = 'archive' AND ExecutionStatus = 'Completed'")
                            .contains(id));
        }
    }

    private static Path impatient(Path cli, Path folder) throws IOException {
        Path script = folder.resolve("temporal");
        Files.writeString(script, """
                #!/bin/sh
                exec '%s' "$@" --dynamic-config-value limit.historyCount.suggestContinueAsNew=60
                """.formatted(cli));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
