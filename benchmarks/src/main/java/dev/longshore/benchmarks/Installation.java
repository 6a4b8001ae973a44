package dev.longshore.benchmarks;

import dev.longshore.embedded.DevServer;
import dev.longshore.embedded.EmbeddedEngine;
import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.embedded.LocalPort;
import dev.longshore.starters.ApiApplication;
import dev.longshore.worker.WorkerApplication;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Longshore as in production: store, API and worker are processes of their own, set by environment alone. */
final class Installation implements AutoCloseable {

    static final String KEY = "minioadmin";
    static final String SOURCES = "source-images";
    static final String ARCHIVES = "zip-storage";

    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    /** The flags that the launcher starts a worker with. */
    private static final List<String> AS_LAUNCHED = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:MaxNewSize=32m",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "--add-modules=jdk.incubator.vector");

    private final Bed bed;
    private final Setup setup;
    private final Deque<Closeable> running;
    private final Path errors;
    private final String endpoint;
    private final String endpointOfWorkers;
    private final Map<String, String> settingsOfWorkers;
    private final String ledger;
    private final String apiAddress;
    private final Child worker;

    private Installation(Bed bed, Setup setup, UnaryOperator<String> detour, Deque<Closeable> running)
            throws IOException, InterruptedException {
        this.bed = bed;
        this.setup = setup;
        this.running = running;
        errors = Files.createDirectories(bed.folder()).resolve("errors.log");
        EmbeddedPostgresServer database =
                EmbeddedPostgresServer.start(bed.folder().resolve("postgres"), 0);
        running.push(database::close);
        ledger = database.jdbcUrl();
        String engine = startEngine();
        Child store = kept(startStore());
        endpoint = store.lineWith("http://");
        List<Integer> ports = LocalPort.free(2);
        Map<String, String> settings = settings(engine, database.jdbcUrl(), endpoint);
        Child api = kept(startApi(settings, ports.get(0)));
        apiAddress = api.lineWith("API: ").substring("API: ".length());
        endpointOfWorkers = reached(detour.apply(endpoint));
        settingsOfWorkers = settings(reached(engine), reached(database.jdbcUrl()), endpointOfWorkers);
        worker = kept(startWorker(ports.get(1)));
        awaitWorker("http://127.0.0.1:" + ports.get(1) + "/health");
    }

    static Installation start(Bed bed) throws IOException, InterruptedException {
        return start(bed, UnaryOperator.identity());
    }

    /** For another room than that of archives. */
    static Installation start(Bed bed, Setup setup) throws IOException, InterruptedException {
        return start(bed, setup, UnaryOperator.identity());
    }

    /** The detour answers, for the address of the store, the one that the worker is told. */
    static Installation start(Bed bed, UnaryOperator<String> detour) throws IOException, InterruptedException {
        return start(bed, Setup.OF_ARCHIVES, detour);
    }

    private static Installation start(Bed bed, Setup setup, UnaryOperator<String> detour)
            throws IOException, InterruptedException {
        Deque<Closeable> running = new ArrayDeque<>();
        try {
            return new Installation(bed, setup, detour, running);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            closeAll(running);
            throw failure;
        }
    }

    private Child kept(Child child) {
        running.push(child::close);
        return child;
    }

    private String startEngine() {
        if (bed.temporal() == null) {
            EmbeddedEngine engine = EmbeddedEngine.start(0);
            running.push(engine::close);
            return engine.address();
        }
        DevServer engine = DevServer.start(bed.temporal(), bed.folder().resolve("engine"), 0, 0);
        running.push(engine::close);
        return engine.address();
    }

    private Child startStore() throws IOException {
        List<String> start = List.of("-Xmx512m", setup.store().getName());
        List<String> arguments = new ArrayList<>(List.of(objects().toString(), "0"));
        arguments.addAll(setup.buckets());
        return Child.java(errors, storeEnvironment(), start, arguments.toArray(String[]::new));
    }

    private Map<String, String> storeEnvironment() {
        Map<String, String> environment = new HashMap<>(setup.settings());
        environment.putAll(keys());
        return environment;
    }

    /** The folder of the store, in which buckets are folders and objects files. */
    Path objects() {
        return bed.folder().resolve("s3");
    }

    private Child startApi(Map<String, String> settings, int port) throws IOException {
        List<String> start = List.of("-Xmx512m", ApiApplication.class.getName());
        return Child.java(errors, settings, start, "--port", String.valueOf(port));
    }

    private Child startWorker(int port) throws IOException {
        Map<String, String> settings = new HashMap<>(settingsOfWorkers);
        settings.put("LONGSHORE_WORKER_PORT", String.valueOf(port));
        return asWorker(WorkerApplication.class, settings);
    }

    /** A program with the flags of a worker, its settings but for these, and where a worker runs. */
    Child likeTheWorker(Map<String, String> others, Class<?> program, String... arguments) throws IOException {
        Map<String, String> settings = new HashMap<>(settingsOfWorkers);
        settings.putAll(others);
        return asWorker(program, settings, arguments);
    }

    private Child asWorker(Class<?> program, Map<String, String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(inside());
        command.addAll(Child.javaCommand());
        command.addAll(AS_LAUNCHED);
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return Child.start(errors, settings, command);
    }

    /** What the command of a process begins with that runs where workers do. */
    List<String> inside() {
        return bed.link() == null ? List.of() : bed.link().inside();
    }

    /** The address of a server as workers must call it. */
    private String reached(String address) throws IOException {
        if (bed.link() == null) {
            return address;
        }
        Matcher port = LOOPBACK.matcher(address);
        if (!port.find()) {
            throw new IOException("Not on the loopback address: " + address);
        }
        return bed.link().reaching(address, Integer.parseInt(port.group(1)));
    }

    static Map<String, String> keys() {
        return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", KEY, "AWS_REGION", "us-east-1");
    }

    private Map<String, String> settings(String engine, String ledger, String endpoint) {
        Map<String, String> settings = new HashMap<>(keys());
        settings.put("TEMPORAL_ADDRESS", engine);
        settings.put("LONGSHORE_LEDGER_URL", ledger);
        settings.put("LONGSHORE_LEDGER_USER", "longshore");
        settings.put("LONGSHORE_S3_ENDPOINT", endpoint);
        settings.put("LONGSHORE_S3_PATH_STYLE", "true");
        settings.put("LONGSHORE_S3_BUCKETS", String.join(",", setup.buckets()));
        settings.put("S3_SOURCE_BUCKET", SOURCES);
        settings.put("S3_DESTINATION_BUCKET", ARCHIVES);
        settings.put("LONGSHORE_WORKER_POOLS", setup.room());
        settings.putAll(setup.settings());
        settings.put("MALLOC_ARENA_MAX", "2"); // these two as the launcher has them
        settings.put("MALLOC_TRIM_THRESHOLD_", "131072");
        return settings;
    }

    private void awaitWorker(String health) throws IOException, InterruptedException {
        if (bed.link() == null) {
            waitFor(URI.create(health));
        } else {
            bed.peers().awaitHealth(errors, bed.link(), health);
        }
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

    /** The store, on this side of the link. */
    String endpoint() {
        return endpoint;
    }

    /** The store as workers and peers reach it. */
    String endpointOfWorkers() {
        return endpointOfWorkers;
    }

    /** The file of the store that is this archive. */
    Path fileOf(String key) {
        return objects().resolve(ARCHIVES).resolve(key);
    }

    /** Where the ledger is, for JDBC. */
    String ledger() {
        return ledger;
    }

    /** What all processes have to say about failures. */
    Path errors() {
        return errors;
    }

    Api api() {
        return new Api(apiAddress);
    }

    Child worker() {
        return worker;
    }

    @Override
    public void close() throws IOException {
        closeAll(running);
    }

    /** Who was started last first. */
    private static void closeAll(Deque<Closeable> parts) throws IOException {
        for (Closeable part : parts) {
            part.close();
        }
    }
}
