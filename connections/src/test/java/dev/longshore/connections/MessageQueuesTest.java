package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.longshore.embedded.EmbeddedQueues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessageQueuesTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration SOON = Duration.ofSeconds(5);

    private EmbeddedQueues server;
    private MessageQueues queues;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = EmbeddedQueues.start(folder, 0, List.of("both-ways", "given-back", "by-url", "endless", "refusing"));
        queues = new MessageQueues(at(server.endpoint()));
    }

    @AfterAll
    void stop() {
        queues.close();
        server.close();
    }

    @Test
    void bringsAMessageOnceItIsDeleted() {
        MessageQueue queue = queues.of("both-ways");
        Instant before = Instant.now().minusSeconds(5);
        String id = queue.send("{\"a\": \"é\"}", "unused", "unused");

        QueueMessage message = onlyOne(queue.receive(10, SOON));
        queue.delete(message);

        assertThat(message.id()).isEqualTo(id);
        assertThat(message.body()).isEqualTo("{\"a\": \"é\"}");
        assertThat(message.receiveCount()).isOne();
        assertThat(message.sentAt()).isBetween(before, Instant.now().plusSeconds(5));
        assertThat(message.toString()).contains(id).doesNotContain("é");
        assertThat(queue.receive(10, AT_ONCE)).isEmpty();
    }

    @Test
    void aMessageGivenBackIsThereAtOnceAndCountsItsReceives() {
        MessageQueue queue = queues.of("given-back");
        queue.send("again", "unused", "unused");

        queue.giveBack(onlyOne(queue.receive(10, SOON)));

        assertThat(onlyOne(queue.receive(10, SOON)).receiveCount()).isEqualTo(2);
    }

    @Test
    void theHostInAQueuesUrlLeadsNobodyElsewhere() {
        MessageQueue byUrl = queues.of("http://queues.invalid:4566/000000000000/by-url");

        byUrl.send("here", "unused", "unused");

        assertThat(byUrl.name()).isEqualTo("by-url");
        assertThat(onlyOne(queues.of("by-url").receive(1, SOON)).body()).isEqualTo("here");
    }

    @Test
    void aFifoQueueTakesAMessageOnceByItsDeduplicationId() {
        queues.client()
                .createQueue(request ->
                        request.queueName("line.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
        MessageQueue line = queues.of("line.fifo");

        line.send("first", "same", "group");
        line.send("first", "same", "group");
        line.send("second", "other", "group");

        assertThat(line.isFifo()).isTrue();
        assertThat(line.receive(10, SOON)).extracting(QueueMessage::body).containsExactly("first", "second");
    }

    @Test
    void knowsWhetherThereIsARedrivePolicy() {
        queues.client().createQueue(request -> request.queueName("no-dead-letters"));

        assertThat(queues.of("endless").mostReceives()).isPresent();
        assertThat(queues.of("no-dead-letters").mostReceives()).isEmpty();
    }

    @Test
    void aQueueThatIsNotThereIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> queues.of("nowhere").receive(1, AT_ONCE))
                .isInstanceOf(QueueUnavailableException.class)
                .hasMessageContainingAll("nowhere", server.endpoint().toString(), "create it");
        assertThatThrownBy(() ->
                        queues.of("http://localhost:4566/000000000000/nowhere").send("x", "y", "z"))
                .isInstanceOf(QueueUnavailableException.class)
                .hasMessageContainingAll("nowhere", "create it");
    }

    @Test
    void aMessageThatTheQueueDoesNotTakeIsRefused() {
        assertThatThrownBy(() -> queues.of("refusing").send("\u0001", "unused", "unused"))
                .isInstanceOf(QueueRefusedException.class)
                .hasMessageContaining("refusing");
    }

    @Test
    void anEndpointThatDoesNotAnswerIsNamed() throws IOException {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        try (MessageQueues away = new MessageQueues(at(nobody))) {
            assertThatThrownBy(() -> away.of("orders").receive(1, AT_ONCE))
                    .isInstanceOf(QueueUnavailableException.class)
                    .hasMessageContainingAll("orders", nobody.toString(), "cannot be reached");
        }
    }

    @Test
    void closingBreaksOffALongPoll() throws Exception {
        MessageQueues own = new MessageQueues(at(server.endpoint()));
        assertThat(own.of("endless").receive(1, AT_ONCE)).isEmpty();
        Executor threads = task -> new Thread(task).start(); // the common pool may have but one
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> own.of("endless").receive(1, MessageQueue.LONGEST_WAIT)), threads);
        var unused = CompletableFuture.runAsync(
                own::close, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS, threads));

        assertThat(ended.get(15, TimeUnit.SECONDS)).isInstanceOf(QueueUnavailableException.class);
    }

    private static QueueMessage onlyOne(List<QueueMessage> messages) {
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private static SqsProperties at(URI endpoint) {
        return new SqsProperties(endpoint, "eu-west-1", new Secret("x"), new Secret("x"));
    }
}
