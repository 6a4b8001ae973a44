package dev.longshore.connections;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
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
                .credentialsProvider(credentials());
        if (properties.endpoint() != null) {
            client.endpointOverride(properties.endpoint());
        }
        Region region = region();
        return region == null ? client.build() : client.region(region).build();
    }

    private AwsCredentialsProvider credentials() {
        Secret accessKey = properties.accessKey();
        Secret secretKey = properties.secretKey();
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey.value(), secretKey.value()));
    }

    /** Null leaves it to the SDK, which also asks the machine's metadata service; an endpoint of one's own needs none. */
    private @Nullable Region region() {
        if (properties.region() != null) {
            return Region.of(properties.region());
        }
        return properties.endpoint() == null ? null : regionOfTheEnvironment();
    }

    private static Region regionOfTheEnvironment() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException nothingSaid) {
            return Region.US_EAST_1;
        }
    }

    private static String whereOf(SqsProperties properties) {
        if (properties.endpoint() != null) {
            return properties.endpoint().toString();
        }
        return properties.region() == null ? "AWS" : "AWS " + properties.region();
    }
}
