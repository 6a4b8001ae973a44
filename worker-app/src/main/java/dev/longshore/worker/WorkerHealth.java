package dev.longshore.worker;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.longshore.connections.LoopbackCallers;
import dev.longshore.connections.WrongSettingException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health and metrics of a worker, on loopback: {@code /health} answers 200 once work can be taken, 503 before. */
final class WorkerHealth implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerHealth.class);

    private final HttpServer server;

    WorkerHealth(WorkerPools pools, WorkerProperties properties, PrometheusMeterRegistry meters) throws IOException {
        server = listeningOn(properties.port());
        server.createContext("/", exchange -> {
            Optional<String> foreign = whyForeign(exchange.getRequestHeaders());
            if (foreign.isPresent()) {
                answer(exchange, 403, "text/plain", foreign.get() + "\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> answerHealth(exchange, pools.isReady());
                case "/metrics" -> answer(exchange, 200, "text/plain; version=0.0.4", meters.scrape());
                default -> answer(exchange, 404, "text/plain", "Not found; see /health and /metrics\n");
            }
        });
        server.start();
        LOG.info("worker health and metrics at http://127.0.0.1:{}/health and /metrics", port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Optional<String> whyForeign(Headers headers) {
        return LoopbackCallers.whyForeign(headers.getFirst("Host"), headers.getFirst("Origin"));
    }

    private static HttpServer listeningOn(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException taken) {
            throw new WrongSettingException(
                    "longshore.worker.port", port, "a port that nobody listens on, or 0 for any");
        }
    }

    private static void answerHealth(HttpExchange exchange, boolean ready) throws IOException {
        answer(exchange, ready ? 200 : 503, "application/json", "{\"ready\":" + ready + "}");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
