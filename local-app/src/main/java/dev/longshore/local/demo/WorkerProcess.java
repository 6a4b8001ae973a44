package dev.longshore.local.demo;

import dev.longshore.worker.WorkerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, which can be killed without harm to anything else. */
final class WorkerProcess implements AutoCloseable {

    private static final String SENT = "longshore_bytes_total{direction=\"sent\"";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private WorkerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static WorkerProcess start(Path data, String name, int port) throws IOException {
        Path log = Files.createDirectories(data.resolve("logs")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerApplication.class.getName(),
                "--pools",
                "archive",
                "--data",
                data.toString()));
        builder.environment().put("LONGSHORE_WORKER_PORT", String.valueOf(port));
        builder.environment().put("LONGSHORE_ARCHIVE_PAGE_BYTES", "16MB");
        builder.environment().put("LONGSHORE_ARCHIVE_PART_SIZE", "5MB");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new WorkerProcess(builder.start(), port);
    }

    long pid() {
        return process.pid();
    }

    boolean isReady() {
        return process.isAlive() && answerTo("/health").contains("true");
    }

    /** As its own metrics say. */
    double bytesSent() {
        return answerTo("/metrics")
                .lines()
                .filter(line -> line.startsWith(SENT))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** SIGKILL: no word to anybody. */
    void kill() {
        process.destroyForcibly();
        hasEndedWithin(10);
    }

    @Override
    public void close() {
        process.destroy();
        if (!hasEndedWithin(35)) {
            kill();
        }
    }

    private boolean hasEndedWithin(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String answerTo(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
