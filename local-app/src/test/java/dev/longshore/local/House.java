package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.connections.Startup;
import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.embedded.EmbeddedS3;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.LocalPort;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.starters.ApiApplication;
import dev.longshore.worker.Draining;
import dev.longshore.worker.WorkerApplication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** All of the local mode in this process, each part of which can be stopped; before the store stands a counting proxy. */
final class House implements AutoCloseable {

    private static final Map<String, Object> SETTINGS = Map.of(
            "longshore.reconciler.every", "200ms",
            "longshore.reconciler.untouched-for", "1s",
            "longshore.archive.part-size", "5MB",
            "longshore.archive.page-bytes", "5MB",
            "longshore.archive.pages-at-once", "1",
            "longshore.archive.parts-at-once", "1",
            "longshore.api.port", "0");

    private final Path data;
    private final Map<String, Object> settings;
    private final EngineChoice choice;
    private final LocalPorts ports;
    private final EmbeddedS3 s3;
    private final CountingProxy proxy;
    private final Bucketful store;
    private EmbeddedPostgresServer postgres;
    private @Nullable LocalEngine engine;
    private ConfigurableApplicationContext api;
    private @Nullable ConfigurableApplicationContext worker;

    House(EngineChoice choice, Path data) {
        this(choice, data, Map.of());
        startWorker();
    }

    private House(EngineChoice choice, Path data, Map<String, Object> settings) {
        this.data = data;
        this.settings = settings;
        this.choice = choice;
        this.ports = portsThatStay();
        postgres = EmbeddedPostgresServer.start(data.resolve("postgres"), 0);
        s3 = EmbeddedS3.start(data.resolve("s3"), 0, Bucketful.KEY, Bucketful.KEY);
        List.of(Bucketful.SOURCES, Bucketful.ARCHIVES).forEach(s3::createBucket);
        proxy = CountingProxy.before(s3.endpoint());
        store = new Bucketful(s3.endpoint());
        startEngine();
        api = startup().run(new SpringApplicationBuilder(ApiApplication.class));
        new EndpointsFile(data).write(endpoints());
    }

    /** Worker processes can join it by its data folder. */
    static House withoutWorker(EngineChoice choice, Path data, Map<String, Object> settings) {
        return new House(choice, data, settings);
    }

    static EngineChoice inProcess() {
        return new EngineChoice(EngineChoice.Way.IN_PROCESS, Optional.empty(), Optional.empty());
    }

    /** By the program that {@code TEMPORAL_CLI_PATH} names. */
    static EngineChoice devServer() {
        Path cli = Path.of(System.getenv("TEMPORAL_CLI_PATH"));
        return new EngineChoice(EngineChoice.Way.DEV_SERVER, Optional.of(cli), Optional.empty());
    }

    Rest rest() {
        return new Rest("http://127.0.0.1:" + api.getEnvironment().getProperty("local.server.port"));
    }

    Path data() {
        return data;
    }

    Bucketful store() {
        return store;
    }

    CountingProxy proxy() {
        return proxy;
    }

    Ledger ledger() {
        return api.getBean(Ledger.class);
    }

    Job row(String id) {
        return ledger().jobs().find(id).orElseThrow();
    }

    /** What no part of the product would do. */
    void tamper(String sql) {
        try (Connection connection = ledger().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }

    /** Holds all parts but so many of the next uploads. */
    PartGate gateAfter(int parts) {
        PartGate gate = new PartGate(parts);
        proxy.spoil(gate);
        return gate;
    }

    String engineAddress() {
        return "127.0.0.1:" + ports.engine().number();
    }

    boolean isOnDevServer() {
        return choice.way() == EngineChoice.Way.DEV_SERVER;
    }

    void stopEngine() {
        Objects.requireNonNull(engine).close();
        engine = null;
    }

    void startEngine() {
        engine = LocalEngine.start(choice, data, ports);
    }

    /** As if another had taken its address: what it knew is gone. */
    void startAnotherEngine() {
        try (Stream<Path> files = Files.list(data.resolve("engine"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("engine.db"))
                    .toList()) {
                Files.delete(file);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        startEngine();
    }

    void stopDatabase() {
        postgres.close();
    }

    void startDatabase() {
        postgres = EmbeddedPostgresServer.start(data.resolve("postgres"), postgres.port());
    }

    void startWorker() {
        worker = WorkerApplication.start(startup());
    }

    /** Drains it. */
    void stopWorker() {
        Objects.requireNonNull(worker).close();
        worker = null;
    }

    /** Returns as soon as it takes no new work. */
    CompletableFuture<Void> beginToStopWorker() {
        ConfigurableApplicationContext stopping = Objects.requireNonNull(worker);
        Draining draining = stopping.getBean(Draining.class);
        worker = null;
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
        Eventually.holds("the worker to begin to stop", draining);
        return stopped;
    }

    void awaitReconcilerPasses(int passes) {
        Counter counter = api.getBean(MeterRegistry.class).counter("longshore_reconciler_passes");
        double before = counter.count();
        Eventually.holds("passes of the reconciler", () -> counter.count() >= before + passes);
    }

    void restartApi() {
        api.close();
        api = startup().run(new SpringApplicationBuilder(ApiApplication.class));
    }

    @Override
    public void close() {
        proxy.spoil(request -> new Fault.None());
        if (worker != null) {
            worker.close();
        }
        api.close();
        if (engine != null) {
            engine.close();
        }
        store.close();
        proxy.close();
        s3.close();
        postgres.close();
    }

    private Startup startup() {
        return LocalSettings.startup(endpoints()).with(SETTINGS).with(settings);
    }

    private Endpoints endpoints() {
        Endpoints.S3 s3ByProxy = new Endpoints.S3(proxy.endpoint().toString(), Bucketful.KEY, Bucketful.KEY);
        String ui = isOnDevServer() ? "http://127.0.0.1:" + ports.ui().number() : null;
        Endpoints.Engine found = new Endpoints.Engine(choice.way().word(), engineAddress(), ui);
        long pid = ProcessHandle.current().pid();
        return new Endpoints(pid, null, s3ByProxy, null, null, postgres.jdbcUrl(), found, null, null);
    }

    private static LocalPorts portsThatStay() {
        List<Integer> free = LocalPort.free(2);
        return LocalPorts.of(Map.of(
                "LONGSHORE_LOCAL_PORTS_ENGINE", free.get(0).toString(),
                "LONGSHORE_LOCAL_PORTS_UI", free.get(1).toString()));
    }
}
