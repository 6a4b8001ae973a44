package dev.longshore.local;

import dev.longshore.connections.MessageQueue;
import dev.longshore.connections.MessageQueues;
import dev.longshore.connections.QueueMessage;
import dev.longshore.connections.Secret;
import dev.longshore.connections.SqsProperties;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is in the queues, seen by a client of its own. */
final class Messages implements AutoCloseable {

    private final MessageQueues queues;

    Messages(URI endpoint) {
        Secret any = new Secret("any");
        queues = new MessageQueues(new SqsProperties(endpoint, "us-east-1", any, any));
    }

    void send(String queue, String body) {
        queues.of(queue).send(body, "", "");
    }

    /** Takes so many, and whatever comes within a second after them. */
    List<String> take(String queue, int count) {
        List<String> bodies = new ArrayList<>();
        Eventually.holds(count + " messages in " + queue, () -> {
            bodies.addAll(takeWhatIsThere(queue));
            return bodies.size() >= count;
        });
        bodies.addAll(takeWhatIsThere(queue));
        return bodies;
    }

    /** Takes whatever comes within a second. */
    List<String> takeWhatIsThere(String queue) {
        MessageQueue from = queues.of(queue);
        List<QueueMessage> messages = from.receive(10, Duration.ofSeconds(1));
        messages.forEach(from::delete);
        return messages.stream().map(QueueMessage::body).toList();
    }

    @Override
    public void close() {
        queues.close();
    }
}
