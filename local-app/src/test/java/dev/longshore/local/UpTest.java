package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.ListeningSockets;
import dev.longshore.embedded.ListeningSockets.Listening;
import dev.longshore.embedded.LocalPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code longshore up} as a user runs it, and what is left when it ends, however it ends. */
final class UpTest {

    private static final int FILES = 24;

    @Test
    void finishesTheJobHoweverOftenItIsKilled(@TempDir Path folder) {
        Path data = folder.resolve("data");
        List<Consumer<ChildProcess>> deaths = List.of(ChildProcess::kill, ChildProcess::kill, ChildProcess::killGroup);
        int[] sizes = new int[FILES];
        Arrays.fill(sizes, 4 << 20);
        RunningUp up = RunningUp.start(data);
        Map<String, String> trip = up.store().fill("trip/", sizes);
        String id = up.rest().order("{\"from\":\"s3://source-images/trip/\",\"to\":\"s3://zip-storage/trip.zip\"}");
        try (Messages messages = up.messages()) {
            messages.send("output-queue", "sent before the first death");
        }

        for (Consumer<ChildProcess> death : deaths) {
            awaitMore(up.rest(), id);
            death.accept(up.process());
            up = RunningUp.start(data);
        }
        JsonNode job = up.rest().awaitEnd(id);

        assertThat(job.path("state").asString()).as(job + up.process().output()).isEqualTo("done");
        assertThat(job.path("files").path("done").asInt()).isEqualTo(FILES);
        try (Bucketful store = up.store()) {
            assertThat(store.entriesOf("s3://zip-storage/trip.zip")).isEqualTo(trip);
            assertThat(store.unfinishedUploads()).isEmpty();
        }
        try (Messages messages = up.messages()) {
            assertThat(messages.take("output-queue", 2))
                    .hasSize(2)
                    .contains("sent before the first death")
                    .anySatisfy(notice -> assertThat(notice).contains("\"job\":\"" + id + "\""));
        }
        up.stop();
        requireNothingLeft(data, up);
    }

    @Test
    void refusesASecondUpInTheSameFolderAndAPortThatIsTaken(@TempDir Path folder) {
        Path data = folder.resolve("data");
        try (RunningUp up = RunningUp.start(data)) {
            ChildProcess second = ChildProcess.start(
                    LocalApplication.class,
                    folder.resolve("second.log"),
                    RunningUp.environment(Map.of()),
                    "up",
                    "--free-ports",
                    "--data",
                    data.toString());
            String port = String.valueOf(
                    URI.create(Objects.requireNonNull(up.endpoints().api())).getPort());
            ChildProcess third = ChildProcess.start(
                    LocalApplication.class,
                    folder.resolve("third.log"),
                    RunningUp.environment(Map.of("LONGSHORE_LOCAL_PORTS_API", port)),
                    "up",
                    "--data",
                    folder.resolve("other").toString());

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.output())
                    .contains(
                            data + " is in use by another Longshore",
                            "pid " + up.process().pid())
                    .doesNotContain("\tat ");
            assertThat(third.exitCode()).isEqualTo(2);
            assertThat(third.output())
                    .contains("Port " + port, "pid " + up.process().pid(), "LONGSHORE_LOCAL_PORTS_API")
                    .doesNotContain("\tat ");
            assertThat(up.rest().get("/api/health").statusCode()).isEqualTo(200);
            assertThat(RunningUp.processesOf(folder.resolve("other"))).isEmpty();
            requireLoopbackOnly(data, up);
        }
    }

    private static void awaitMore(Rest rest, String id) {
        int before = rest.job(id).path("files").path("done").asInt();
        Eventually.holds(
                "the job to get on",
                () -> rest.job(id).path("files").path("done").asInt() > before
                        || !rest.job(id).path("finishedAt").isNull());
    }

    private static void requireLoopbackOnly(Path data, RunningUp up) {
        ProcessHandle parent = ProcessHandle.of(up.process().pid()).orElseThrow();
        Set<ProcessHandle> all = new HashSet<>(RunningUp.processesOf(data)); // PostgreSQL has another parent by now
        all.add(parent);
        parent.descendants().forEach(all::add);
        List<Listening> sockets = all.stream()
                .flatMap(process -> ListeningSockets.of(process).stream())
                .toList();

        assertThat(sockets)
                .as("API, S3, SQS, PostgreSQL, engine and the worker's health")
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(sockets)
                .allSatisfy(socket ->
                        assertThat(socket.isLoopback()).as(socket.toString()).isTrue());
    }

    private static void requireNothingLeft(Path data, RunningUp up) {
        assertThat(RunningUp.saysItIsReady(data)).isFalse();
        Eventually.holds(
                "all processes to end", () -> RunningUp.processesOf(data).isEmpty());
        String engine = Objects.requireNonNull(up.endpoints().engine()).address();
        Stream.of(
                        up.endpoints().api(),
                        Objects.requireNonNull(up.endpoints().s3()).endpoint(),
                        up.endpoints().sqs(),
                        "grpc://" + engine)
                .map(address -> URI.create(Objects.requireNonNull(address)).getPort())
                .forEach(port -> new LocalPort("left over", port, "").requireFree());
    }
}
