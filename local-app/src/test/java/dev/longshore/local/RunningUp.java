package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code longshore up} in a process of its own, on free ports. */
record RunningUp(ChildProcess process, Endpoints endpoints) implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of(
            "LONGSHORE_RECONCILER_EVERY", "200ms",
            "LONGSHORE_RECONCILER_UNTOUCHED_FOR", "1s",
            "LONGSHORE_ARCHIVE_HEARTBEAT_TIMEOUT", "2s",
            "LONGSHORE_ARCHIVE_PART_SIZE", "5MB",
            "LONGSHORE_ARCHIVE_PAGE_BYTES", "5MB",
            "LONGSHORE_ARCHIVE_PAGES_AT_ONCE", "1");

    /** Answers when all is ready. */
    static RunningUp start(Path data) {
        return start(data, Map.of());
    }

    /** With more settings in its environment. */
    static RunningUp start(Path data, Map<String, String> more) {
        ChildProcess process = ChildProcess.start(
                LocalApplication.class,
                data.resolveSibling("up.log"),
                environment(more),
                "up",
                "--free-ports",
                "--data",
                data.toString());
        EndpointsFile file = new EndpointsFile(data);
        Endpoints endpoints = Eventually.become("up to be ready", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("up has ended:\n" + process.output());
            }
            return file.read().filter(found -> found.pid() == process.pid());
        });
        return new RunningUp(process, endpoints);
    }

    /** What up is told by its surroundings: on a real Temporal server where its CLI is named. */
    static Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        String cli = System.getenv().getOrDefault("TEMPORAL_CLI_PATH", "");
        environment.put("LONGSHORE_ENGINE", cli.isBlank() ? "in-process" : "dev-server");
        environment.put("TEMPORAL_CLI_PATH", cli);
        environment.putAll(more);
        return environment;
    }

    Rest rest() {
        return new Rest(Objects.requireNonNull(endpoints.api()));
    }

    Bucketful store() {
        return new Bucketful(URI.create(Objects.requireNonNull(endpoints.s3()).endpoint()));
    }

    Messages messages() {
        return new Messages(URI.create(Objects.requireNonNull(endpoints.sqs())));
    }

    /** SIGTERM, and waits for the end. */
    void stop() {
        process.stop();
        process.exitCode();
    }

    @Override
    public void close() {
        stop();
    }

    /** The servers in a data folder, whoever their parent is. Java shows only the first 4 KiB of a command line. */
    static List<ProcessHandle> processesOf(Path data) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(data.toString()))
                        .isPresent())
                .toList();
    }

    static boolean saysItIsReady(Path data) {
        return Files.exists(data.resolve("endpoints.json"));
    }
}
