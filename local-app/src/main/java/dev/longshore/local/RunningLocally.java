package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.starters.ApiApplication;
import dev.longshore.worker.WorkerApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The local servers with the apps beside them. {@code endpoints.json} is there exactly while all of it is ready. */
public final class RunningLocally {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final ConfigurableApplicationContext api;
    private final Endpoints endpoints;

    /** Where it runs, and on what. */
    record Place(Path data, LocalPorts ports, Map<String, String> environment) {}

    /**
     * Answers when all is ready.
     *
     * @param withWorker whether this process works too; else it is left to worker processes
     * @param parts get what has been started, also if a later part fails
     */
    static RunningLocally start(Place place, boolean withWorker, StartedParts parts) throws Exception {
        EngineChoice choice = EngineChoice.of(place.environment(), place.data());
        LocalServers servers = new LocalServers(place.data(), place.ports(), choice, parts);
        return new RunningLocally(place, servers, withWorker, parts);
    }

    /**
     * On free ports, without queues, without a worker of its own, and on an engine of its own whatever the environment names.
     *
     * @param parts get what has been started, also if a later part fails
     */
    public static RunningLocally onItsOwn(Path data, StartedParts parts) throws Exception {
        LocalPorts ports = LocalPorts.free().withoutQueues();
        return start(new Place(data, ports, OwnEngine.environment(System.getenv())), false, parts);
    }

    private RunningLocally(Place place, LocalServers servers, boolean withWorker, StartedParts parts) throws Exception {
        Endpoints reachable = servers.endpoints(null);
        api = parts.start(() -> LocalSettings.startup(reachable)
                .with(Map.of("longshore.api.port", place.ports().api().number()))
                .run(new SpringApplicationBuilder(ApiApplication.class)));
        if (withWorker) {
            awaitReady(parts.start(() -> WorkerApplication.start(LocalSettings.startup(reachable))), parts);
        }
        String port = api.getEnvironment().getProperty("local.server.port");
        endpoints = servers.endpoints("http://127.0.0.1:" + port);
        EndpointsFile file = new EndpointsFile(place.data());
        parts.start(() -> {
            file.write(endpoints);
            return file::remove;
        });
    }

    private static void awaitReady(ConfigurableApplicationContext worker, StartedParts parts)
            throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!parts.isClosed() && !WorkerApplication.isReady(worker)) {
            if (System.nanoTime() - deadline > 0) {
                throw new NoAnswerException("the worker is not ready after " + READY_WITHIN.toSeconds()
                        + " s; its log says for what it waits");
            }
            Thread.sleep(20);
        }
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** Something that the API app is made of. */
    public <T> T part(Class<T> type) {
        return api.getBean(type);
    }
}
