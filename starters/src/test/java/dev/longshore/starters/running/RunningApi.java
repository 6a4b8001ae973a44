package dev.longshore.starters.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.ledger.Ledger;
import dev.longshore.starters.ApiApplication;
import dev.longshore.starters.engine.JobEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The app on a free port, with a database of its own and a store. */
public final class RunningApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SharedServers.Place place;
    private final ConfigurableApplicationContext app;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private RunningApi(SharedServers.Place place, ConfigurableApplicationContext app) {
        this.place = place;
        this.app = app;
    }

    static RunningApi start(SharedServers.Place place, JobEngine engine, Map<String, Object> settings) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "longshore.ledger.url", place.jdbcUrl(),
                "longshore.s3.endpoint", place.store(),
                "longshore.s3.region", "us-east-1",
                "longshore.s3.path-style", "true",
                "longshore.s3.access-key", "key",
                "longshore.s3.secret-key", "secret",
                "longshore.s3.buckets", "source-images,zip-storage,missing",
                "longshore.engine.address", "127.0.0.1:1",
                "longshore.api.port", "0",
                "longshore.reconciler.every", "1d"));
        all.putAll(Map.of(
                "longshore.api.events-every", "50ms",
                "longshore.archive.source-bucket", "source-images",
                "longshore.archive.destination-bucket", "zip-storage",
                "logging.level.root", "warn",
                "logging.level.org.flywaydb", "error"));
        all.putAll(settings);
        ConfigurableApplicationContext app = new SpringApplicationBuilder(ApiApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(all)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("fake", JobEngine.class, () -> engine, bean -> bean.setPrimary(true)))
                .run();
        return new RunningApi(place, app);
    }

    public <T> T part(Class<T> type) {
        return app.getBean(type);
    }

    public Ledger ledger() {
        return part(Ledger.class);
    }

    /** What happens while nobody can use the database. */
    public void withoutDatabase(Runnable happens) {
        place.shutDatabase();
        try {
            happens.run();
        } finally {
            place.openDatabase();
        }
    }

    public int port() {
        return Integer.parseInt(String.valueOf(app.getEnvironment().getProperty("local.server.port")));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Headers are given as name, value, name, value. */
    public HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        request.setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    public HttpResponse<String> command(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpClient client() {
        return client;
    }

    /** What the server answers to these very bytes, up to where it closes. */
    public String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    public static String detail(HttpResponse<String> answer) {
        return json(answer).path("detail").asString("");
    }

    public void put(String bucket, String key) {
        try (S3Client s3Client = S3Client.builder()
                .endpointOverride(place.store())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build()) {
            s3Client.putObject(each -> each.bucket(bucket).key(key), RequestBody.fromString("content"));
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
