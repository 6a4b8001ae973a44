package dev.longshore.local.demo;

import dev.longshore.local.OwnEngine;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, which can be killed without harm to anything else. */
final class WorkerProcess implements AutoCloseable {

    /** The flags that the launcher starts a worker with. */
    private static final List<String> AS_LAUNCHED = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:MaxNewSize=32m",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40");

    private static final String VECTORS = "jdk.incubator.vector";

    private static final String SENT = "longshore_bytes_total{direction=\"sent\"";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private WorkerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param settings for what it works, in the environment's words */
    static WorkerProcess start(Path data, String name, int port, Map<String, String> settings) throws IOException {
        Path log = Files.createDirectories(data.resolve("logs")).resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(AS_LAUNCHED);
        if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
            command.add("--add-modules=" + VECTORS);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WorkerMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = OwnEngine.environment(System.getenv());
        builder.environment().keySet().retainAll(environment.keySet());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("MALLOC_TRIM_THRESHOLD_", "131072");
        builder.environment().put("LONGSHORE_DATA", data.toString());
        builder.environment().put("LONGSHORE_WORKER_PORT", String.valueOf(port));
        builder.environment().putAll(settings);
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
        process.toHandle().destroy(); // Process.destroy would also close its input, which ends it at once
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
