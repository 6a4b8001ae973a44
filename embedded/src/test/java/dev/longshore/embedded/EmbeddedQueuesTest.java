package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class EmbeddedQueuesTest {

    private static final List<String> ORDERS = List.of("orders");

    @TempDir
    Path folder;

    @Test
    void keepsQueuesAndMessagesOverARestart() {
        try (EmbeddedQueues queues = EmbeddedQueues.start(folder, 0, ORDERS);
                SqsClient client = client(queues.endpoint())) {
            client.createQueue(b -> b.queueName("made-by-hand"));
            send(client, "made-by-hand", "kept too");
            send(client, "orders", "kept");
        }

        try (EmbeddedQueues again = EmbeddedQueues.start(folder, 0, ORDERS);
                SqsClient client = client(again.endpoint())) {
            assertThat(received(client, "orders")).containsExactly("kept");
            assertThat(received(client, "made-by-hand")).containsExactly("kept too");
        }
    }

    @Test
    void keepsEachMessageThatItTookThoughItIsKilledAtOnce() throws IOException {
        try (ServerProcess killed = ServerProcess.start(QueuesParent.class, folder.toString());
                SqsClient client = client(URI.create(killed.nextLine()))) {
            send(client, "orders", "first");
            assertThat(received(client, "orders")).containsExactly("first");
            send(client, "orders", "last");
            killed.kill();
        }

        try (EmbeddedQueues again = EmbeddedQueues.start(folder, 0, ORDERS);
                SqsClient client = client(again.endpoint())) {
            assertThat(received(client, "orders")).containsExactly("last"); // the first is still with its receiver
        }
    }

    @Test
    void putsWhatNobodyDeletesIntoTheDeadLetterQueue() {
        try (EmbeddedQueues queues = EmbeddedQueues.start(folder, 0, ORDERS);
                SqsClient client = client(queues.endpoint())) {
            send(client, "orders", "bad");

            for (int times = 0; times < 3; times++) {
                client.receiveMessage(b -> b.queueUrl(url(client, "orders")).visibilityTimeout(0));
            }

            assertThat(received(client, "orders")).isEmpty();
            assertThat(received(client, "orders-dlq")).containsExactly("bad");
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        try (EmbeddedQueues queues = EmbeddedQueues.start(folder, 0, ORDERS)) {
            assertThat(new RunningServer(ProcessHandle.current()).listening())
                    .anyMatch(socket -> socket.port() == queues.port())
                    .allMatch(ListeningSockets.Listening::isLoopback);
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (ServerSocket other = Loopback.listenOn(0)) {
            assertThatThrownBy(() -> EmbeddedQueues.start(folder, other.getLocalPort(), ORDERS))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("LONGSHORE_LOCAL_PORTS_SQS");
        }
    }

    private static void send(SqsClient client, String queue, String body) {
        client.sendMessage(b -> b.queueUrl(url(client, queue)).messageBody(body));
    }

    private static List<String> received(SqsClient client, String queue) {
        return client.receiveMessage(b -> b.queueUrl(url(client, queue)).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }

    private static String url(SqsClient client, String queue) {
        return client.getQueueUrl(b -> b.queueName(queue)).queueUrl();
    }

    private static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build();
    }
}
