package dev.longshore.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.connections.Startup;
import dev.longshore.embedded.EmbeddedEngine;
import dev.longshore.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What operators see of a worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RunningWorkerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedPostgresServer postgres;
    private EmbeddedEngine engine;
    private ConfigurableApplicationContext worker;

    @BeforeAll
    void startsAWorker(@TempDir Path folder) {
        postgres = EmbeddedPostgresServer.start(folder, 0);
        engine = EmbeddedEngine.start(0);
        worker = start(engine.address());
        Deadline.until(() -> worker.getBean(WorkerPools.class).isReady());
    }

    @AfterAll
    void stopsEverything() {
        worker.close();
        engine.close();
        postgres.close();
    }

    @Test
    void isHealthyOnceItCanTakeWork() throws Exception {
        HttpResponse<String> answer = get(worker, "/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"ready\":true}");
    }

    @Test
    void isNotReadyBeforeThatAndWhileItStops() throws Exception {
        try (ConfigurableApplicationContext waiting = start("127.0.0.1:1")) {
            HttpResponse<String> answer = get(waiting, "/health");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"ready\":false}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "longshore_files_total{outcome=\"done\",room=\"archive\"}",
                "longshore_files_total{outcome=\"failed\",room=\"archive\"}",
                "longshore_files_total{outcome=\"skipped\",room=\"archive\"}",
                "longshore_files_total{outcome=\"cancelled\",room=\"archive\"}",
                "longshore_bytes_total{direction=\"read\",mode=\"spliced\",room=\"archive\"}",
                "longshore_bytes_total{direction=\"sent\",mode=\"spliced\",room=\"archive\"}",
                "longshore_bytes_sent_again_total{room=\"archive\"}",
                "longshore_resumes_total{room=\"archive\"}",
                "longshore_store_requests_limit{kind=\"head\",store=\"default\"}",
                "longshore_store_requests{kind=\"transfer\",store=\"default\"}",
                "longshore_job_duration_seconds_count{room=\"archive\",state=\"done\"}",
                "longshore_job_duration_seconds_count{room=\"archive\",state=\"failed\"}",
                "longshore_job_duration_seconds_count{room=\"archive\",state=\"cancelled\"}",
                "jvm_memory_used_bytes{",
                "temporal_"
            })
    void showsItsFiguresFromTheStart(String figure) throws Exception {
        HttpResponse<String> answer = get(worker, "/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4");
        assertThat(answer.body()).contains("\n" + figure);
    }

    @Test
    void listensOnLoopbackAlone() throws Exception {
        int port = worker.getBean(WorkerHealth.class).port();

        assertThat(port).isPositive();
        for (InetAddress address : addressesOfThisHost()) {
            assertThat(accepts(address, port)).as(address.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/healthy", "/metrics/all"})
    void answersNothingElse(String path) throws Exception {
        assertThat(get(worker, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: 127.0.0.1.evil.example:80",
                "Host: localhost\r\nOrigin: http://evil.example"
            })
    void answersNoPagesOfOthers(String headers) throws Exception {
        assertThat(answerTo("/metrics", headers))
                .startsWith("HTTP/1.1 403")
                .contains("is foreign")
                .doesNotContain("jvm_");
        assertThat(answerTo("/metrics", "Host: localhost:9100")).startsWith("HTTP/1.1 200");
    }

    @Test
    void endsWithOneAndSaysWhyWhereItMayNotCreateItsTables() throws Exception {
        String url = postgres.jdbcUrl().replace("/longshore?", "/postgres?");

        WorkerProcess.Ended ended =
                WorkerProcess.run(Map.of("TEMPORAL_ADDRESS", engine.address(), "LONGSHORE_LEDGER_URL", url));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).hasSize(2).last().asString().contains("ERROR", "cannot start: ", "permission denied");
    }

    /** By hand, for Java's own client lets nobody choose the Host. */
    private String answerTo(String path, String headers) throws IOException {
        int port = worker.getBean(WorkerHealth.class).port();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private ConfigurableApplicationContext start(String engineAddress) {
        return WorkerApplication.start(new Startup(Map.of())
                .with(Map.of(
                        "longshore.engine.address", engineAddress,
                        "longshore.ledger.url", postgres.jdbcUrl(),
                        "longshore.s3.region", "us-east-1",
                        "logging.level.dev.longshore", "error",
                        "longshore.worker.drain", "1s")));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext of, String path)
            throws IOException, InterruptedException {
        int port = of.getBean(WorkerHealth.class).port();
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static List<InetAddress> addressesOfThisHost() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
