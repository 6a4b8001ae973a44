package dev.longshore.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Requests that move bytes, signed and sent without the SDK's pipeline, which takes most of the processor time of a small one.
 * They are tried once, and only on roads that the SDK has gone before: whatever is not answered as was hoped the SDK asks
 * again, with its retries and its words for what is wrong. Where a store keeps refusing requests of a kind that it grants to
 * the SDK, the SDK alone makes those from then on.
 */
final class DirectRequests implements SdkAutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectRequests.class);
    private static final int CLIENT_ERROR = 4;
    private static final String NAME = "longshore";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final S3Clients clients;
    private final SdkHttpClient http;
    private final ScheduledThreadPoolExecutor clock;

    /** Closes the HTTP client with itself. */
    DirectRequests(S3Clients clients, SdkHttpClient http) {
        this.clients = clients;
        this.http = http;
        clock = new ScheduledThreadPoolExecutor(1, DirectRequests::daemon);
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Asks directly, or as the SDK does it.
     *
     * @param reader makes something of a good answer, whose body it closes; what it throws as IOException is no good answer
     * @param sdk asks the same
     */
    <T> T ask(DirectRequest request, Reader<T> reader, Supplier<T> sdk) {
        Road road =
                clients.roads().to(request.address().bucket(), request.method()).orElse(null);
        if (road == null) {
            return sdk.get();
        }
        Attempt<T> attempt = attempt(request, road, reader);
        if (attempt.answer() != null) {
            road.accepted(request.method());
            return attempt.answer();
        }
        T granted = sdk.get();
        if (attempt.status() / 100 == CLIENT_ERROR && road.refused(request.method())) {
            LOG.warn(
                    "The store refuses to {} directly (HTTP {}) what it grants to the AWS SDK; the SDK asks from now on",
                    request.method(),
                    attempt.status());
        }
        return granted;
    }

    /** Looks again and again at an answer that is read elsewhere, until that is cancelled. */
    ScheduledFuture<?> look(Runnable look, Duration every) {
        return clock.scheduleAtFixedRate(look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        http.close();
    }

    private <T> Attempt<T> attempt(DirectRequest request, Road road, Reader<T> reader) {
        ExecutableHttpRequest call = http.prepareRequest(HttpExecuteRequest.builder()
                .request(signed(request, road))
                .contentStreamProvider(request.body())
                .build());
        ScheduledFuture<?> end = clock.schedule(call::abort, request.deadline().toMillis(), TimeUnit.MILLISECONDS);
        long begun = System.nanoTime();
        try {
            HttpExecuteResponse answer = call.call();
            tellGates(request, answer, System.nanoTime() - begun);
            return read(answer, reader);
        } catch (IOException broken) {
            LOG.debug("A direct request broke off", broken);
            return new Attempt<>(null, 0);
        } finally {
            end.cancel(false);
        }
    }

    /** A request with a large body takes as long as that takes. */
    private void tellGates(DirectRequest request, HttpExecuteResponse answer, long nanos) {
        if (RequestTimes.TOO_MANY.contains(answer.httpResponse().statusCode())) {
            clients.refused();
        } else if (request.body() == null) {
            clients.transfers().answered(nanos);
        } else if (request.isSmallPut()) {
            clients.puts().answered(nanos);
        }
    }

    private static <T> Attempt<T> read(HttpExecuteResponse answer, Reader<T> reader) throws IOException {
        int status = answer.httpResponse().statusCode();
        T made = null;
        try {
            made = answer.httpResponse().isSuccessful() ? reader.read(answer) : null;
            return new Attempt<>(made, status);
        } finally {
            if (made == null) {
                answer.responseBody().ifPresent(AbortableInputStream::abort);
            }
        }
    }

    private SdkHttpRequest signed(DirectRequest asked, Road road) {
        SdkHttpRequest.Builder request = road.to(asked.address().key()).method(asked.method());
        asked.query().forEach(request::putRawQueryParameter);
        request.putHeader("User-Agent", NAME);
        clients.terms().headers().forEach(request::putHeader);
        asked.headers().forEach(request::putHeader);
        return signer.sign(sign -> sign.request(request.build())
                        .identity(clients.credentials().resolveCredentials())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, road.region())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false))
                .request();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "direct-requests-deadlines");
        thread.setDaemon(true);
        return thread;
    }

    /** Makes something of a good answer. */
    interface Reader<T> {
        T read(HttpExecuteResponse answer) throws IOException;
    }

    /** The answer is null if it was not good, or none came; then the status is 0. */
    private record Attempt<T>(@Nullable T answer, int status) {}
}
