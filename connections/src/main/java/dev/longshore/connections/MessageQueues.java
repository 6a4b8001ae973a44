package dev.longshore.connections;

import dev.longshore.storage.AwsDefaults;
import dev.longshore.storage.Credentials;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** The message queues of one SQS endpoint. Connects when a queue is first used; closing it breaks off what is under way. */
public final class MessageQueues implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = MessageQueue.LONGEST_WAIT.plusSeconds(10);
    private static final Duration ATTEMPT = SILENCE.plusSeconds(5);
    private static final Duration CALL = ATTEMPT.multipliedBy(2).plusSeconds(10);
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(20);

    private final SqsProperties properties;
    private final QueueFailures failures;
    private final ConcurrentMap<String, MessageQueue> queues = new ConcurrentHashMap<>();
    private @Nullable SqsClient made;
    private boolean closed;

    public MessageQueues(SqsProperties properties) {
        this.properties = properties;
        failures = new QueueFailures(whereOf(properties));
    }

    /** Asks nobody yet. A name is resolved when the queue is first used, a URL is taken as it is. */
    public MessageQueue of(String nameOrUrl) {
        return queues.computeIfAbsent(nameOrUrl, written -> new MessageQueue(this, written));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (made != null) {
            made.close();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized SqsClient client() {
        if (closed) {
            throw new IllegalStateException("The queues are closed");
        }
        SqsClient client = made == null ? newClient() : made;
        made = client;
        return client;
    }

    QueueFailures failures() {
        return failures;
    }

    private SqsClient newClient() {
        SqsClientBuilder client = SqsClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .connectionMaxIdleTime(IDLE_CONNECTION)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .build())
                .credentialsProvider(AwsDefaults.credentials(keys()));
        if (properties.endpoint() != null) {
            client.endpointOverride(properties.endpoint());
        }
        Region region = AwsDefaults.region(properties.region(), properties.endpoint());
        return region == null ? client.build() : client.region(region).build();
    }

    private @Nullable Credentials keys() {
        Secret accessKey = properties.accessKey();
        Secret secretKey = properties.secretKey();
        return accessKey == null || secretKey == null ? null : new Credentials(accessKey.value(), secretKey.value());
    }

    private static String whereOf(SqsProperties properties) {
        if (properties.endpoint() != null) {
            return properties.endpoint().toString();
        }
        return properties.region() == null ? "AWS" : "AWS " + properties.region();
    }
}
