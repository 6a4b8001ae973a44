package dev.longshore.benchmarks;

import dev.longshore.embedded.EmbeddedEngine;
import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.embedded.LocalPort;
import dev.longshore.embedded.S3ServerMain;
import dev.longshore.starters.ApiApplication;
import dev.longshore.worker.WorkerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Longshore as in production: store, API and worker are processes of their own, set by environment alone. */
final class Installation implements AutoCloseable {

    static final String KEY = "minioadmin";
    static final String SOURCES = "source-images";
    static final String ARCHIVES = "zip-storage";
    static final String COPIES = "storage";

    /** The flags that the launcher starts a worker with. */
    private static final List<String> AS_LAUNCHED = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:MaxNewSize=32m",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40");

    private final EmbeddedPostgresServer database;
    private final EmbeddedEngine engine;
    private final Child store;
    private final String endpoint;
    private final Child api;
    private final String apiAddress;
    private final Child worker;

    private Installation(Path folder, Deque<AutoCloseable> running) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.log");
        database = kept(EmbeddedPostgresServer.start(folder.resolve("postgres"), 0), running);
        engine = kept(EmbeddedEngine.start(0), running);
        store = kept(startStore(folder, errors), running);
        endpoint = store.lineWith("http://");
        List<Integer> ports = LocalPort.free(2);
        Map<String, String> settings = settings(ports.get(1));
        api = kept(startApi(errors, settings, ports.get(0)), running);
        apiAddress = api.lineWith("API: ").substring("API: ".length());
        worker = kept(startWorker(errors, settings), running);
        waitFor(URI.create("http://127.0.0.1:" + ports.get(1) + "/health"));
    }

    static Installation start(Path folder) throws Exception {
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            return new Installation(folder, running);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            for (AutoCloseable part : running) {
                part.close();
            }
            throw failure;
        }
    }

    private static <T extends AutoCloseable> T kept(T part, Deque<AutoCloseable> running) {
        running.push(part);
        return part;
    }

    private static Child startStore(Path folder, Path errors) throws IOException {
        String objects = folder.resolve("s3").toString();
        List<String> start = List.of("-Xmx512m", S3ServerMain.class.getName());
        return Child.java(errors, keys(), start, objects, "0", SOURCES, ARCHIVES, COPIES);
    }

    private static Child startApi(Path errors, Map<String, String> settings, int port) throws IOException {
        List<String> start = List.of("-Xmx512m", ApiApplication.class.getName());
        return Child.java(errors, settings, start, "--port", String.valueOf(port));
    }

    private static Child startWorker(Path errors, Map<String, String> settings) throws IOException {
        List<String> start = new ArrayList<>(AS_LAUNCHED);
        start.add(WorkerApplication.class.getName());
        return Child.java(errors, settings, start);
    }

    static Map<String, String> keys() {
        return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", KEY, "AWS_REGION", "us-east-1");
    }

    private Map<String, String> settings(int workerPort) {
        Map<String, String> settings = new HashMap<>(keys());
        settings.put("TEMPORAL_ADDRESS", engine.address());
        settings.put("LONGSHORE_LEDGER_URL", database.jdbcUrl());
        settings.put("LONGSHORE_LEDGER_USER", "longshore");
        settings.put("LONGSHORE_S3_ENDPOINT", endpoint);
        settings.put("LONGSHORE_S3_PATH_STYLE", "true");
        settings.put("LONGSHORE_S3_BUCKETS", SOURCES + "," + ARCHIVES);
        settings.put("S3_SOURCE_BUCKET", SOURCES);
        settings.put("S3_DESTINATION_BUCKET", ARCHIVES);
        settings.put("LONGSHORE_WORKER_PORT", String.valueOf(workerPort));
        settings.put("MALLOC_ARENA_MAX", "2"); // these two as the launcher has them
        settings.put("MALLOC_TRIM_THRESHOLD_", "131072");
        return settings;
    }

    private static void waitFor(URI health) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(health).build();
        HttpClient client = HttpClient.newHttpClient();
        for (int tries = 0; tries < 600; tries++) {
            try {
                if (client.send(question, BodyHandlers.ofString()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // asked again below
            }
            Thread.sleep(100);
        }
        throw new IOException("The worker did not become ready: " + health);
    }

    String endpoint() {
        return endpoint;
    }

    Api api() {
        return new Api(apiAddress);
    }

    Child worker() {
        return worker;
    }

    @Override
    public void close() throws IOException {
        worker.close();
        api.close();
        store.close();
        engine.close();
        database.close();
    }
}
