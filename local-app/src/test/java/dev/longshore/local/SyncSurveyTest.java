package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Surveys of flows by REST, in everything at once, with everything killed. */
@Timeout(300)
final class SyncSurveyTest {

    @TempDir
    Path folder;

    @Test
    void aCheckSaysWhatDiffersAndAPlanWhatWouldBeDone() {
        try (RunningUp up = start()) {
            write("output/same", "same");
            write("output/new", "new");
            put(up, "output/same", "same");
            put(up, "output/old", "old");

            JsonNode check = ended(up, "check", "{\"flows\":[\"output\"]}");
            JsonNode plan = ended(up, "plan", "{\"flows\":[\"output\"]}");

            assertThat(check.path("state").asString()).as("%s", check).isEqualTo("done");
            assertThat(check.path("files").path("total").asLong()).isEqualTo(3);
            assertThat(findings(up, check)).isEqualTo(Map.of("same", "=", "new", "+", "old", "-"));
            assertThat(findings(up, plan)).isEqualTo(Map.of("same", "move", "new", "move"));
        }
    }

    @Test
    void aSurveyThatWasKilledIsMadeAnew() {
        RunningUp up = start();
        for (int i = 0; i < 300; i++) {
            write("output/" + i, "content " + i);
        }
        String id = started(up, "check", "{\"flows\":[\"output\"]}");
        up.process().kill();
        try (RunningUp again = start()) {
            JsonNode check = again.rest().awaitEnd(id);

            assertThat(check.path("result")
                            .path("findings")
                            .path("+")
                            .path("files")
                            .asLong())
                    .as("%s", check)
                    .isEqualTo(300);
        }
    }

    @Test
    void oldFilesAreRemovedWhileTheirFlowRunsAndOthersStay() {
        try (RunningUp up = start("LONGSHORE_SYNC_MAX_AGE", "2s", "LONGSHORE_SYNC_CLEANUP_EVERY", "1m")) {
            put(up, "input/brought", "content");
            write("input/stranger", "content");
            assertThat(up.rest().post("/api/sync", "{\"flows\":[\"input\"]}").statusCode())
                    .isEqualTo(202);
            Eventually.holds("the file to come", () -> Files.exists(home().resolve("input/brought")));

            Eventually.holds("both to be old", () -> {
                JsonNode cleanup = ended(up, "cleanup", "{\"flows\":[\"input\"]}");
                return findings(up, cleanup).equals(Map.of("brought", "removed", "stranger", "stay"));
            });

            assertThat(home().resolve("input/brought")).doesNotExist();
            assertThat(home().resolve("input/stranger")).exists();
        }
    }

    private RunningUp start(String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("FOLDER_PATH_SYNC", home().toString());
        settings.put("SYNC_INTERVAL", "1");
        settings.put("LONGSHORE_SYNC_HOST", "here");
        settings.put("LONGSHORE_SYNC_SETTLE", "300ms");
        settings.put("LONGSHORE_SYNC_HEARTBEAT_TIMEOUT", "2s");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return RunningUp.start(folder.resolve("data"), settings);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private void write(String path, String content) {
        try {
            Path file = home().resolve(path);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, content);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static void put(RunningUp up, String key, String content) {
        try (SyncBucket bucket =
                new SyncBucket(Objects.requireNonNull(up.endpoints().s3()).endpoint())) {
            bucket.put(key, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String started(RunningUp up, String kind, String order) {
        return Rest.json(up.rest().post("/api/sync/" + kind, order))
                .path("items")
                .get(0)
                .path("id")
                .asString();
    }

    private static JsonNode ended(RunningUp up, String kind, String order) {
        return up.rest().awaitEnd(started(up, kind, order));
    }

    private static Map<String, String> findings(RunningUp up, JsonNode job) {
        Map<String, String> findings = new HashMap<>();
        Rest.json(up.rest()
                        .get("/api/sync/findings?limit=1000&job="
                                + job.path("id").asString()))
                .path("items")
                .valueStream()
                .forEach(finding -> findings.put(
                        finding.path("path").asString(), finding.path("what").asString()));
        return findings;
    }
}
