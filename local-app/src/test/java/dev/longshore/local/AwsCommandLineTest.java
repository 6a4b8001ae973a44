package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queues of {@code longshore up}, as the original's README uses them: with the AWS CLI. */
@EnabledIfEnvironmentVariable(
        named = "LONGSHORE_AWS_CLI",
        matches = ".+",
        disabledReason = "LONGSHORE_AWS_CLI says where the program aws is, if this machine has it")
final class AwsCommandLineTest {

    private static final String ORDER = "{ \"files\": [ { \"source\": \"source.jpg\", \"destination\": \"album_1\" } ],"
            + " \"metadata\": {\"user_email\": \"user@example.com\"}}";

    @Test
    void sendsAnOrderAndReceivesTheNoticeOfItsArchive(@TempDir Path folder) {
        AwsCommandLine aws = new AwsCommandLine(folder);
        try (RunningUp up = RunningUp.start(folder.resolve("data"));
                Bucketful store = up.store()) {
            String sqs = Objects.requireNonNull(up.endpoints().sqs());
            store.put("source.jpg", new byte[] {1, 2, 3});

            aws.sqs(sqs, "send-message", "--queue-url", url(sqs, "input-queue"), "--message-body", ORDER);
            JsonNode message = receive(aws, sqs, "output-queue");

            JsonNode notice = JsonMapper.shared().readTree(message.path("Body").asString());
            JsonNode job = up.rest().awaitEnd(notice.path("job").asString());
            assertThat(job.path("state").asString()).isEqualTo("done");
            assertThat(notice.at("/metadata/user_email").asString()).isEqualTo("user@example.com");
            assertThat(notice.at("/substitutions/archiver_URL").isNull()).isTrue();
            assertThat(store.entriesOf(notice.path("archive").asString())).containsOnlyKeys("album_1/source.jpg");
            assertThat(JsonMapper.shared()
                            .readTree(up.rest().get("/api/jobs").body())
                            .path("items"))
                    .hasSize(1);
        }
    }

    private static JsonNode receive(AwsCommandLine aws, String sqs, String queue) {
        return Eventually.become("a message in " + queue, () -> {
            JsonNode answer =
                    aws.sqs(sqs, "receive-message", "--queue-url", url(sqs, queue), "--wait-time-seconds", "20");
            return Optional.of(answer.path("Messages").path(0)).filter(JsonNode::isObject);
        });
    }

    /** As it is written in the README. */
    private static String url(String sqs, String queue) {
        return URI.create(sqs).resolve("/000000000000/" + queue).toString();
    }
}
