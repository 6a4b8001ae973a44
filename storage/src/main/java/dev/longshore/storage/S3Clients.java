package dev.longshore.storage;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients of one store, made when first used. */
final class S3Clients implements AutoCloseable {

    /** So few bytes take less time than the answer, on all but the thinnest links. */
    static final long SMALL = 64 * 1024;

    /** A transfer asks and sends at the same time; who waits for a connection while holding one would wait for ever. */
    private static final int CONNECTIONS = 4 * AdaptiveGate.MOST;

    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(20);

    /** A store that copies inside itself, or puts parts together, says nothing meanwhile. */
    private static final long BYTES_PER_SECOND_INSIDE_STORE = 8 * 1024 * 1024;

    private static final Duration SILENCE_OF_WORK = Duration.ofHours(1);

    private final StoreSettings settings;
    private final Deadlines deadlines;
    private final AwsCredentialsProvider credentials;
    private final AdaptiveGate heads;
    private final AdaptiveGate transfers;
    private final AdaptiveGate puts;
    private final Roads roads = new Roads();
    private final Once<S3Client> usual;
    private final Once<S3Client> patient;
    private final Once<S3Client> sparse;
    private final Once<S3Client> single;
    private final Once<DirectRequests> direct;
    private volatile boolean looksBeforePuts;

    S3Clients(StoreSettings settings, Deadlines deadlines) {
        this.settings = settings;
        this.deadlines = deadlines;
        credentials = AwsDefaults.credentials(settings.credentials());
        heads = new AdaptiveGate(settings.mostRequests());
        transfers = new AdaptiveGate(settings.mostRequests());
        puts = AdaptiveGate.patient(settings.mostRequests());
        usual = new Once<>(() -> client(deadlines.silence(), addsChecksums(), deadlines.attempts()));
        patient = new Once<>(() -> client(SILENCE_OF_WORK, addsChecksums(), deadlines.attempts()));
        sparse = new Once<>(() -> client(deadlines.silence(), false, deadlines.attempts()));
        single = new Once<>(() -> client(deadlines.silence(), addsChecksums(), 1));
        direct = new Once<>(() -> new DirectRequests(this, wide()));
    }

    S3Client s3() {
        return usual.get();
    }

    /** For work during which a store may be silent, copies and completions; its deadline is that of the attempt. */
    S3Client patient() {
        return patient.get();
    }

    /** Adds no checksums to what it sends. */
    S3Client sparse() {
        return sparse.get();
    }

    /** Repeats nothing. */
    S3Client single() {
        return single.get();
    }

    /** For requests that move bytes. */
    DirectRequests direct() {
        return direct.get();
    }

    Roads roads() {
        return roads;
    }

    StoreTerms terms() {
        return settings.terms();
    }

    /** For requests of an object's head. */
    AdaptiveGate heads() {
        return heads;
    }

    /** For requests that move bytes. */
    AdaptiveGate transfers() {
        return transfers;
    }

    /** For requests that make whole objects of {@link #SMALL} bytes or fewer, all of which take equally long. */
    AdaptiveGate puts() {
        return puts;
    }

    /** The store wants to be asked less. */
    void refused() {
        List.of(heads, transfers, puts).forEach(AdaptiveGate::refused);
    }

    /** No probe shows it with few bytes; that Cloudflare's store wants it is known. */
    boolean wantsEqualParts() {
        return settings.endpoint() != null
                && settings.endpoint().getHost() != null
                && settings.endpoint().getHost().endsWith(".r2.cloudflarestorage.com");
    }

    /** Where the store replaces what is there although it is told not to. */
    boolean looksBeforePuts() {
        return looksBeforePuts;
    }

    void looksBeforePuts(boolean found) {
        looksBeforePuts = found;
    }

    /** At one request, the first included. */
    int attempts() {
        return deadlines.attempts();
    }

    void require(ObjectAddress address, Right right) {
        settings.require(address, right);
    }

    boolean addsChecksums() {
        return settings.checksums() == ChecksumMode.WHEN_SUPPORTED;
    }

    /** The deadlines of a request with a body, or an answer, of that length. */
    Consumer<AwsRequestOverrideConfiguration.Builder> deadlineFor(long bytes) {
        return request ->
                request.apiCallAttemptTimeout(deadlines.attempt(bytes)).apiCallTimeout(deadlines.total(bytes));
    }

    /** That of one attempt at a request with a body, or an answer, of that length. */
    Duration attempt(long bytes) {
        return deadlines.attempt(bytes);
    }

    /** In which a body must bring {@link BodyPace#LEAST} bytes. */
    Duration ofFewBytes() {
        return deadlines.ofFewBytes();
    }

    /** The deadlines of a request for which the store itself moves that many bytes. */
    Consumer<AwsRequestOverrideConfiguration.Builder> deadlineInsideStore(long bytes) {
        Duration attempt = deadlines.request().plusSeconds(bytes / BYTES_PER_SECOND_INSIDE_STORE);
        return request -> request.apiCallAttemptTimeout(attempt)
                .apiCallTimeout(attempt.multipliedBy(deadlines.attempts()).plus(deadlines.request()));
    }

    @Override
    public void close() {
        usual.close();
        patient.close();
        sparse.close();
        single.close();
        direct.close();
        if (credentials instanceof SdkAutoCloseable open) {
            open.close();
        }
    }

    /** One for all clients; what it gives may change while a job runs. */
    AwsCredentialsProvider credentials() {
        return credentials;
    }

    /** Not kept: links are made seldom. */
    S3Presigner presigner(AwsCredentialsProvider keys) {
        S3Presigner.Builder presigner = S3Presigner.builder()
                .credentialsProvider(keys)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .build());
        if (settings.endpoint() != null) {
            presigner.endpointOverride(settings.endpoint());
        }
        Region region = region();
        return region == null ? presigner.build() : presigner.region(region).build();
    }

    private S3Client client(Duration silence, boolean checksums, int attempts) {
        S3ClientBuilder client = S3Client.builder()
                .httpClientBuilder(http(silence))
                .overrideConfiguration(limits(attempts))
                .credentialsProvider(new KeptOpen(credentials))
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(
                        checksums
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED); // ranges have no checksum
        if (settings.endpoint() != null) {
            client.endpointOverride(settings.endpoint());
        }
        Region region = region();
        return region == null ? client.build() : client.region(region).build();
    }

    private Apache5HttpClient.Builder http(Duration silence) {
        return Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(deadlines.connect())
                .connectionAcquisitionTimeout(deadlines.silence())
                .connectionMaxIdleTime(IDLE_CONNECTION)
                .socketTimeout(silence);
    }

    /** Proxies are left to the SDK, which takes them from the system's properties or the environment. */
    private SdkHttpClient wide() {
        if (Stream.of("http", "https").anyMatch(S3Clients::hasProxy)) {
            return http(deadlines.silence()).build();
        }
        return new WideClient(
                new WideClient.Limits(CONNECTIONS, deadlines.connect(), deadlines.silence(), IDLE_CONNECTION));
    }

    private static boolean hasProxy(String scheme) {
        return ProxyConfiguration.builder().scheme(scheme).build().host() != null;
    }

    private ClientOverrideConfiguration limits(int attempts) {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(deadlines.attempt(0))
                .apiCallTimeout(deadlines.total(0))
                .addExecutionInterceptor(new TermsOfRequests(settings))
                .addExecutionInterceptor(new EmptyBodies())
                .addExecutionInterceptor(new EchoesOfListings())
                .addExecutionInterceptor(new RequestTimes(this))
                .addExecutionInterceptor(roads)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build())
                .build();
    }

    private @Nullable Region region() {
        return AwsDefaults.region(settings.region(), settings.endpoint());
    }

    /** Credentials that no client closes with itself. */
    private static final class KeptOpen implements AwsCredentialsProvider {

        private final AwsCredentialsProvider shared;

        KeptOpen(AwsCredentialsProvider shared) {
            this.shared = shared;
        }

        @Override
        public AwsCredentials resolveCredentials() {
            return shared.resolveCredentials();
        }
    }

    /** A client that is made when first asked for. */
    private static final class Once<T extends SdkAutoCloseable> {

        private final Supplier<T> maker;
        private @Nullable T made;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T client = made == null ? maker.get() : made;
            made = client;
            return client;
        }

        synchronized void close() {
            if (made != null) {
                made.close();
            }
        }
    }
}
