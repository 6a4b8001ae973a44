package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The flows of the original service, with everything around them killed. */
@Timeout(300)
final class SyncTest {

    private static final int FILES = 60;

    private final Random random = new Random(5);
    private final Map<String, String> sentUp = new TreeMap<>();
    private final Map<String, String> sentDown = new TreeMap<>();

    @TempDir
    Path folder;

    @Test
    void eachFileIsOnExactlyOneSideHoweverOftenAllIsKilled() {
        RunningUp up = start();
        startFlows(up);
        for (int round = 0; round < 3; round++) {
            drop(up, round);
            up.process().kill();
            up = start();
        }
        try (RunningUp last = up;
                SyncBucket bucket = bucketOf(last)) {
            Path home = home();
            Eventually.is(Set.of(), () -> differences(sentUp, bucket.sums("output/")));
            Eventually.is(Set.of(), () -> differences(sentDown, SyncFolder.sums(home.resolve("input"))));
            Eventually.is(Map.of(), () -> SyncFolder.sums(home.resolve("output")));
            Eventually.is(Map.of(), () -> bucket.sums("input/"));
            sentUp.keySet().forEach(name -> requireReceipt(last, "output", name));
            sentDown.keySet().forEach(name -> requireReceipt(last, "input", name));
        }
    }

    @Test
    void aFlowThatGoesOnceEndsWhenNothingWaits() {
        try (RunningUp up = start()) {
            write(home().resolve("backup/a/b.txt"), "content".getBytes(java.nio.charset.StandardCharsets.UTF_8));

            JsonNode jobs = Rest.json(up.rest().post("/api/sync", "{\"flows\":[\"backup\"],\"once\":true}"));
            String job = jobs.path("items").get(0).path("id").asString();
            assertThat(up.rest().awaitEnd(job).path("state").asString()).isEqualTo("done");

            try (SyncBucket bucket = bucketOf(up)) {
                assertThat(bucket.sums("backup/")).containsOnlyKeys("a/b.txt");
            }
            assertThat(SyncFolder.sums(home().resolve("backup"))).isEmpty();
        }
    }

    @Test
    void aFlowThatIsStoppedLosesNothingAndGoesOnWhenItIsStartedAgain() {
        try (RunningUp up = start();
                SyncBucket bucket = bucketOf(up)) {
            drop(up, 1);
            startFlows(up);
            Eventually.holds("something to be moved", () -> moved(up, "output") > 0);

            JsonNode stopped = Rest.json(up.rest().post("/api/sync/stop", "{}")).path("items");
            stopped.forEach(job -> up.rest().awaitEnd(job.path("id").asString()));

            Map<String, String> somewhere = new HashMap<>(bucket.sums("output/"));
            somewhere.putAll(SyncFolder.sums(home().resolve("output")));
            assertThat(differences(sentUp, somewhere)).isEmpty();
            assertThat(Rest.json(up.rest().post("/api/sync/stop", "{}")).path("items"))
                    .isEmpty();
            startFlows(up);
            Eventually.is(Set.of(), () -> differences(sentUp, bucket.sums("output/")));
            Eventually.is(Set.of(), () -> differences(sentDown, SyncFolder.sums(home().resolve("input"))));
            Eventually.is(Map.of(), () -> SyncFolder.sums(home().resolve("output")));
            sentUp.keySet().forEach(name -> requireReceipt(up, "output", name));
        }
    }

    @Test
    void aFolderThatIsNotThereStopsTheFlowUntilItIsBack() throws IOException {
        try (RunningUp up = start()) {
            startFlows(up);
            Path mount = home().resolve("output");
            Path away = home().resolve("away");
            write(mount.resolve("first"), new byte[] {1});
            Eventually.holds("the flow to know its folder", () -> moved(up, "output") == 1);
            Files.move(mount, away);
            up.process().kill();
        }
        try (RunningUp up = start()) {
            Eventually.holds(
                    "the flow to say so",
                    () -> flow(up, "output").path("waitingFor").asString("").contains("mounted"));

            Files.move(home().resolve("away"), home().resolve("output"));
            write(home().resolve("output/x"), new byte[] {1});

            Eventually.holds("the flow to go on", () -> moved(up, "output") == 2);
        }
    }

    private RunningUp start() {
        Map<String, String> settings = new HashMap<>();
        settings.put("FOLDER_PATH_SYNC", home().toString());
        settings.put("SYNC_INTERVAL", "1");
        settings.put("LONGSHORE_SYNC_HOST", "here");
        settings.put("LONGSHORE_SYNC_SETTLE", "300ms");
        settings.put("LONGSHORE_SYNC_PART_SIZE", "5MB");
        settings.put("LONGSHORE_SYNC_HEARTBEAT_TIMEOUT", "2s");
        return RunningUp.start(folder.resolve("data"), settings);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private static void startFlows(RunningUp up) {
        assertThat(up.rest().post("/api/sync", "{}").statusCode()).isEqualTo(202);
    }

    private static SyncBucket bucketOf(RunningUp up) {
        return new SyncBucket(Objects.requireNonNull(up.endpoints().s3()).endpoint());
    }

    private static JsonNode flow(RunningUp up, String name) {
        return Rest.json(up.rest().get("/api/sync/status"))
                .path("items")
                .valueStream()
                .filter(flow -> flow.path("flow").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long moved(RunningUp up, String flow) {
        return flow(up, flow).path("movedToday").path("files").asLong(0);
    }

    /** Small ones, and two of several parts; some while others are on their way. */
    private void drop(RunningUp up, int round) {
        try (SyncBucket bucket = bucketOf(up)) {
            for (int number = 0; number < FILES; number++) {
                String name = "round-" + round + "/größe " + number % 7 + "/f" + number;
                byte[] content = content(number);
                write(home().resolve("output").resolve(name), content);
                sentUp.put(name, Bucketful.sha256(content));
                if (number % 3 == 0) {
                    bucket.put("input/" + name, content);
                    sentDown.put(name, Bucketful.sha256(content));
                }
            }
        }
    }

    private byte[] content(int number) {
        byte[] content = new byte[number == 0 ? 0 : number % 29 == 0 ? 12_000_000 : random.nextInt(100_000)];
        random.nextBytes(content);
        return content;
    }

    private static Set<Map.Entry<String, String>> differences(Map<String, String> one, Map<String, String> other) {
        Set<Map.Entry<String, String>> differences = new LinkedHashSet<>(one.entrySet());
        differences.removeAll(other.entrySet());
        other.entrySet().stream()
                .filter(entry -> !one.entrySet().contains(entry))
                .forEach(differences::add);
        return differences;
    }

    private static void requireReceipt(RunningUp up, String flow, String name) {
        Receipts.require(up.rest(), flow, name);
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
