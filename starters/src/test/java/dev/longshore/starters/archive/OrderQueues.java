package dev.longshore.starters.archive;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import dev.longshore.embedded.EmbeddedQueues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue server, and what a sender of orders does with it. */
final class OrderQueues implements AutoCloseable {

    private final EmbeddedQueues server;
    private final SqsClient client;

    OrderQueues(Path folder, List<String> names) {
        server = EmbeddedQueues.start(folder, 0, names);
        client = SqsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    /** Settings of an API that takes orders from that queue. */
    Map<String, Object> settings(String queue, Map<String, Object> others) {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "longshore.sqs.endpoint", server.endpoint(),
                "longshore.sqs.region", "us-east-1",
                "longshore.sqs.access-key", "key",
                "longshore.sqs.secret-key", "secret",
                "longshore.archive.source-queue", queue));
        settings.putAll(others);
        return settings;
    }

    void create(String name, Map<QueueAttributeName, String> attributes) {
        client.createQueue(request -> request.queueName(name).attributes(attributes));
    }

    /** How long a message that was received is hidden. */
    void hidesFor(String queue, int seconds) {
        client.setQueueAttributes(request -> request.queueUrl(url(queue))
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(seconds))));
    }

    /** The message's id. */
    String send(String queue, String body) {
        return client.sendMessage(request -> request.queueUrl(url(queue)).messageBody(body))
                .messageId();
    }

    String sendInLine(String queue, String body) {
        return client.sendMessage(request -> request.queueUrl(url(queue))
                        .messageBody(body)
                        .messageGroupId("group")
                        .messageDeduplicationId(body.hashCode() + ""))
                .messageId();
    }

    int visible(String queue) {
        return sum(queue, APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** Visible or hidden, counted at one moment: a message may go back and forth. */
    int held(String queue) {
        return sum(queue, APPROXIMATE_NUMBER_OF_MESSAGES, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private int sum(String queue, QueueAttributeName... names) {
        return client
                .getQueueAttributes(request -> request.queueUrl(url(queue)).attributeNames(names))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private String url(String queue) {
        return client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }
}
