package dev.longshore.embedded;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Temporal server of the {@code temporal} command as a child process, durable in one SQLite file. It has a session
 * of its own, so that a Ctrl-C in the terminal does not end it before those who still need it; one that outlived its
 * parent is stopped by the next start on the same folder.
 */
public final class DevServer implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final FolderLock lock;
    private final ProcessHandle process;
    private final int port;
    private final int uiPort;

    private DevServer(FolderLock lock, ProcessHandle process, int port, int uiPort) {
        this.lock = lock;
        this.process = process;
        this.port = port;
        this.uiPort = uiPort;
    }

    /** The program that {@code TEMPORAL_CLI_PATH} names, else the first {@code temporal} on {@code PATH}. */
    public static Optional<Path> findCli(Map<String, String> environment) {
        String named = environment.getOrDefault("TEMPORAL_CLI_PATH", "");
        if (!named.isBlank()) {
            return Optional.of(Path.of(named)).filter(DevServer::isProgram);
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve("temporal"))
                .filter(DevServer::isProgram)
                .findFirst();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** With port 0 on a free one. Answers when the server does. */
    public static DevServer start(Path cli, Path folder, int port, int uiPort) {
        Path home = folder.toAbsolutePath().normalize();
        FolderLock lock = FolderLock.take(home, FolderLock.MOMENT);
        try {
            Path database = home.resolve("engine.db");
            stopSurvivors(database);
            LocalPort engine = new LocalPort("engine", port, "LONGSHORE_LOCAL_PORTS_ENGINE").chosen();
            LocalPort ui = new LocalPort("engine's Web UI", uiPort, "LONGSHORE_LOCAL_PORTS_UI").chosen();
            engine.requireFree();
            ui.requireFree();
            ServerLog log = ServerLog.begin(home.resolve("engine.log"));
            Process process = new ProcessBuilder(commandLine(cli, database, engine.number(), ui.number()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.redirect())
                    .start();
            process.getOutputStream().close();
            DevServer server = new DevServer(lock, process.toHandle(), engine.number(), ui.number());
            server.requireAnswer(log);
            return server;
        } catch (IOException error) {
            lock.close();
            throw new ServerFailedException("The dev server did not start from " + cli + ": " + error, error);
        } catch (RuntimeException error) {
            lock.close();
            throw error;
        }
    }

    public int port() {
        return port;
    }

    /** Host and port, as Temporal clients take it: {@code 127.0.0.1:7233}. */
    public String address() {
        return Loopback.HOST + ":" + port;
    }

    public URI ui() {
        return URI.create("http://" + Loopback.HOST + ":" + uiPort);
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            Survivors.stop(process, "The dev server");
        } finally {
            lock.close();
        }
    }

    private static void stopSurvivors(Path database) {
        Survivors.withArguments(arguments -> arguments.contains("start-dev") && arguments.contains(database.toString()))
                .forEach(survivor -> Survivors.stop(survivor, "A dev server left over in " + database.getParent()));
    }

    private static List<String> commandLine(Path cli, Path database, int port, int uiPort) {
        List<String> command = new ArrayList<>(Survivors.prefixIfPresent("setsid"));
        command.add(cli.toAbsolutePath().toString());
        command.addAll(List.of("server", "start-dev", "--ip", Loopback.HOST));
        command.addAll(List.of("--port", Integer.toString(port), "--ui-port", Integer.toString(uiPort)));
        command.addAll(List.of("--db-filename", database.toString()));
        command.addAll(List.of("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"));
        command.addAll(List.of("--search-attribute", "LongshoreRoom=Keyword"));
        command.addAll(List.of("--search-attribute", "LongshoreSource=Keyword"));
        command.addAll(List.of("--log-level", "warn", "--log-format", "json"));
        return command;
    }

    private void requireAnswer(ServerLog log) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
        try {
            Deadline.of(STARTS_WITHIN).reaches(() -> !process.isAlive() || answers(stubs));
            if (!answers(stubs)) {
                throw new ServerFailedException("The dev server did not start." + log.tail());
            }
        } catch (RuntimeException error) {
            Survivors.stop(process, "The dev server");
            throw error;
        } finally {
            stubs.shutdownNow();
        }
    }

    private static boolean answers(WorkflowServiceStubs stubs) {
        try {
            stubs.blockingStub()
                    .withWaitForReady()
                    .withDeadlineAfter(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace("default")
                            .build());
            return true;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }
}
