package dev.longshore.starters.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.longshore.connections.LedgerProperties;
import dev.longshore.ledger.Ending;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.JobQuery;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.running.Deadline;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;

/** Orders from a real queue into a real ledger. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveIntakeTest {

    private static final String ORDER = "{\"files\":[{\"source\":\"source.jpg\",\"destination\":\"album_1\"}]}";

    private final FakeJobEngine engine = new FakeJobEngine();
    private SharedServers servers;
    private OrderQueues queues;

    @BeforeAll
    void start(SharedServers shared, @TempDir Path folder) {
        servers = shared;
        queues = new OrderQueues(
                folder,
                List.of(
                        "plain",
                        "killed",
                        "mixed",
                        "full",
                        "paused",
                        "shared",
                        "ledgerless",
                        "dead-store",
                        "described"));
    }

    @AfterAll
    void stop() {
        queues.close();
    }

    @Test
    void makesAJobOfAMessageAsTheOriginalHasThemAndDeletesIt() {
        try (RunningApi api = taking("plain", Map.of("logging.level.dev.longshore", "info"));
                HeardLog log = HeardLog.of(OrderMessages.class)) {
            String id = queues.send("plain", """
                    { "files": [ { "source": "source.jpg", "destination": "album_1", "directory": "old" } ],
                      "metadata": {"user_email": "user@example.com"}, "priority": {"high": [1]} }""");

            Deadline.until(() -> queues.held("plain") == 0
                    && engine.startsOf("archive:" + id).size() == 1);

            Job job = jobOf(api, id);
            assertThat(job.submittedBy()).isEqualTo("sqs:plain");
            assertThat(job.request()).contains("user@example.com", "s3://zip-storage/" + id + "/download-");
            assertThat(api.ledger().lists().list(job.id(), new FileQuery(null, -1, 10)))
                    .extracting(JobFile::source, JobFile::target)
                    .containsExactly(tuple("s3://source-images/source.jpg", "album_1/source.jpg"));
            assertThat(log.linesWith(id)).singleElement().asString().contains("files[].directory, priority");
            assertThat(log.linesWith("user@example.com")).isEmpty();
        }
    }

    @Test
    void aMessageThatComesAgainFindsTheFirstJobAlsoIfThatHasEnded() {
        try (RunningApi api = taking("killed", Map.of())) {
            api.command("/api/archive/pause");
            Deadline.until(() -> intake(api).path("state").asString().equals("paused"));
            String unfinished = queues.send("killed", ORDER);
            String ended = queues.send("killed", ORDER);
            ZipArchiveStarter starter = api.part(ZipArchiveStarter.class);
            for (String id : List.of(unfinished, ended)) { // as a process that was killed before it deleted
                starter.accept(id, ORDER.getBytes(UTF_8), "sqs:killed", UnknownFields.IGNORED);
            }
            end(api, ended);

            api.command("/api/archive/resume");
            Deadline.until(() -> queues.held("killed") == 0);

            Deadline.until(() -> messages(api, "again") == 2);
            assertThat(messages(api, "started")).isZero();
            assertThat(jobs(api)).containsExactlyInAnyOrder("archive:" + unfinished, "archive:" + ended);
            assertThat(jobOf(api, ended).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void whatCannotBecomeAJobEndsInTheDeadLetterQueueAndStopsNobody() {
        queues.hidesFor("mixed", 1);
        try (RunningApi api = taking("mixed", Map.of());
                HeardLog log = HeardLog.of(OrderMessages.class)) {
            List<String> bad = List.of(
                    queues.send("mixed", "{\"files\": [], \"metadata\" {\"key\": \"value\"}}"),
                    queues.send("mixed", "{\"files\":[{\"source\":7}]}"),
                    queues.send("mixed", "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"),
                    queues.send("mixed", "{\"files\":[{\"source\":\"s3://missing/a.png\"}]}"));
            Set<String> good = IntStream.range(0, 12)
                    .mapToObj(i -> "archive:" + queues.send("mixed", ORDER))
                    .collect(Collectors.toSet());

            Deadline.until(() -> jobs(api).containsAll(good));
            Deadline.until(() -> queues.held("mixed") == 0 && queues.held("mixed-dlq") == bad.size());

            assertThat(jobs(api)).isEqualTo(good);
            assertThat(messages(api, "refused")).isEqualTo(2L * bad.size());
            bad.forEach(id -> assertThat(log.linesWith(id)).hasSize(2).allMatch(line -> line.startsWith("WARN")));
            assertThat(log.linesWith("not well-formed JSON")).isNotEmpty();
            assertThat(api.get("/metrics").body())
                    .contains("longshore_intake_messages_total{outcome=\"refused\",room=\"archive\"} 8.0")
                    .contains("longshore_intake_messages_total{outcome=\"started\",room=\"archive\"} 12.0")
                    .contains("longshore_intake_oldest_message_seconds{room=\"archive\"}")
                    .contains("longshore_intake_paused{room=\"archive\"} 0.0");
        }
    }

    @Test
    void takesNoMoreThanThereIsRoomFor() {
        try (RunningApi api = taking("full", Map.of("longshore.archive.intake-limit", "2"))) {
            IntStream.range(0, 5).forEach(i -> queues.send("full", ORDER));

            Deadline.until(() -> intake(api).path("state").asString().equals("full"));
            assertThat(jobs(api)).hasSize(2);
            assertThat(queues.visible("full")).isEqualTo(3);

            end(api, jobs(api).iterator().next().substring("archive:".length()));
            Deadline.until(() -> queues.held("full") == 2);
            assertThat(jobs(api)).hasSize(3);
            assertThat(intake(api).path("unfinished").asInt()).isEqualTo(2);
            assertThat(intake(api).path("limit").asInt()).isEqualTo(2);
        }
    }

    @Test
    void takesNothingWhileItIsPausedAlsoInAProcessThatBeginsThen() {
        queues.hidesFor("paused", 300);
        try (RunningApi api = taking("paused", Map.of())) {
            queues.send("paused", ORDER);
            Deadline.until(() -> jobs(api).size() == 1 && queues.held("paused") == 0);

            JsonNode paused = RunningApi.json(api.command("/api/archive/pause"));
            queues.send("paused", ORDER); // a long poll that is under way may get it, and gives it back
            try (RunningApi other = taking("paused", sameLedgerAs(api))) {
                Deadline.until(() -> queues.visible("paused") == 1 && queues.held("paused") == 1);
                assertThat(intake(other).path("pausedBy").asString()).isEqualTo("local");
                assertThat(intake(other).path("pausedSince")).isEqualTo(paused.path("pausedSince"));
                assertThat(messages(other, "received")).isZero();
            }
            assertThat(paused.path("state").asString()).isEqualTo("paused");
            assertThat(jobs(api)).hasSize(1);

            assertThat(RunningApi.json(api.command("/api/archive/resume"))
                            .path("state")
                            .asString())
                    .isEqualTo("running");
            Deadline.until(() -> jobs(api).size() == 2);
        }
    }

    @Test
    void twoProcessesMakeOneJobOfEachMessage() {
        try (RunningApi one = taking("shared", Map.of());
                RunningApi other = taking("shared", sameLedgerAs(one))) {
            Set<String> sent = IntStream.range(0, 50)
                    .mapToObj(i -> "archive:" + queues.send("shared", ORDER))
                    .collect(Collectors.toSet());

            Deadline.until(() -> jobs(one).size() >= 50 && queues.held("shared") == 0);

            assertThat(jobs(one)).isEqualTo(sent);
            assertThat(queues.held("shared-dlq")).isZero();
            Deadline.until(() -> messages(one, "started") + messages(other, "started") == 50);
            Deadline.until(
                    () -> sent.stream().allMatch(id -> engine.startsOf(id).size() == 1));
        }
    }

    @Test
    void aMessageThatCameWhileTheLedgerIsAwayIsKept() {
        try (RunningApi api = taking("ledgerless", Map.of())) {
            StringBuilder sent = new StringBuilder();
            api.withoutDatabase(() -> {
                sent.append(queues.send("ledgerless", ORDER));
                Deadline.until(
                        () -> api.part(ArchiveIntake.class).trouble().orElse("").contains("Ledger"));
                assertThat(queues.held("ledgerless")).isOne();
            });
            String jobId = "archive:" + sent;
            Deadline.until(() -> api.ledger().jobs().find(jobId).isPresent());
            Deadline.until(() -> queues.held("ledgerless") == 0);
            Deadline.until(() -> api.part(ArchiveIntake.class).trouble().isEmpty());
        }
    }

    @Test
    void aStoreThatIsAwayDoesNotKeepTheOthersWaiting() {
        Map<String, Object> store = Map.of(
                "longshore.stores.gone.endpoint", "http://127.0.0.1:1",
                "longshore.stores.gone.region", "us-east-1",
                "longshore.stores.gone.access-key", "key",
                "longshore.stores.gone.secret-key", "secret",
                "longshore.stores.gone.buckets", "far");
        try (RunningApi api = taking("dead-store", store)) {
            queues.send("dead-store", "{\"files\":[{\"source\":\"s3+gone://far/a.png\"}]}");
            String good = "archive:" + queues.send("dead-store", ORDER);

            Deadline.until(() -> jobs(api).contains(good));

            assertThat(jobs(api)).containsExactly(good);
            assertThat(queues.held("dead-store")).isOne();
            assertThat(messages(api, "refused")).isZero();
            assertThat(intake(api).path("waitingFor").asString()).contains("gone");
        }
    }

    @Test
    void takesOrdersFromAFifoQueueAndWarnsIfItHasNoDeadLetters() {
        queues.create("line.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        try (RunningApi api = taking("line.fifo", Map.of());
                HeardLog log = HeardLog.of(ArchiveIntake.class)) {
            String first = queues.sendInLine("line.fifo", ORDER);
            String second = queues.sendInLine("line.fifo", ORDER + " ");

            Deadline.until(() -> jobs(api).equals(Set.of("archive:" + first, "archive:" + second)));

            Deadline.until(() -> queues.held("line.fifo") == 0);
            assertThat(log.linesWith("WARN SQS queue line.fifo has no redrive policy"))
                    .hasSize(1);
        }
    }

    @Test
    void waitsForAQueueThatIsNotThere() {
        try (RunningApi api = taking("not-yet", Map.of())) {
            Deadline.until(() -> intake(api).path("state").asString().equals("waiting"));
            assertThat(intake(api).path("waitingFor").asString()).contains("not-yet", "create it");

            queues.create("not-yet", Map.of());
            queues.send("not-yet", ORDER);

            Deadline.until(() -> jobs(api).size() == 1);
        }
    }

    @Test
    void withoutAQueueNothingIsTaken() {
        try (RunningApi api = servers.api(engine, Map.of())) {
            assertThat(intake(api).path("state").asString()).isEqualTo("off");
            assertThat(intake(api).path("queue").isNull()).isTrue();
        }
    }

    private RunningApi taking(String queue, Map<String, Object> settings) {
        return servers.api(engine, queues.settings(queue, settings));
    }

    private static Map<String, Object> sameLedgerAs(RunningApi api) {
        return Map.of(
                "longshore.ledger.url",
                Objects.requireNonNull(api.part(LedgerProperties.class).url()));
    }

    private static void end(RunningApi api, String id) {
        Job job = jobOf(api, id);
        long epoch = api.ledger().jobs().takeEpoch(job.id()).orElseThrow();
        api.ledger().runs().close(job.id(), epoch, new Ending(JobState.CANCELLED, null, null));
    }

    private static Job jobOf(RunningApi api, String id) {
        return api.ledger().jobs().find("archive:" + id).orElseThrow();
    }

    private static Set<String> jobs(RunningApi api) {
        return api.ledger().jobs().list(new JobQuery(null, null, null, 100)).stream()
                .map(Job::id)
                .collect(Collectors.toSet());
    }

    private static JsonNode intake(RunningApi api) {
        return RunningApi.json(api.get("/api/archive/intake"));
    }

    private static long messages(RunningApi api, String outcome) {
        return intake(api).path("messages").path(outcome).asLong();
    }
}
