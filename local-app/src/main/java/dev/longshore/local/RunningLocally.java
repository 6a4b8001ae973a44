package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.connections.Startup;
import dev.longshore.starters.ApiApplication;
import dev.longshore.worker.WorkerApplication;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The local servers with the apps beside them. {@code endpoints.json} is there exactly while all of it is ready. */
public final class RunningLocally implements AutoCloseable {

    private final EndpointsFile file;
    private final LocalServers servers;
    private final @Nullable ConfigurableApplicationContext worker;
    private final ConfigurableApplicationContext api;
    private final Endpoints endpoints;

    /**
     * @param withWorker whether this process works too; else it is left to worker processes
     * @param settings that nothing overrules
     */
    static RunningLocally start(Path data, LocalPorts ports, boolean withWorker, Map<String, Object> settings) {
        EndpointsFile file = new EndpointsFile(data);
        LocalServers servers = new LocalServers(data, ports, EngineChoice.of(System.getenv(), data));
        file.remove();
        try {
            return new RunningLocally(file, servers, ports, withWorker, settings);
        } catch (RuntimeException failure) {
            servers.close();
            throw failure;
        }
    }

    /** On free ports, without a worker of its own. */
    public static RunningLocally withoutWorker(Path data, Map<String, Object> settings) {
        return start(data, LocalPorts.free(), false, settings);
    }

    private RunningLocally(
            EndpointsFile file,
            LocalServers servers,
            LocalPorts ports,
            boolean withWorker,
            Map<String, Object> settings) {
        this.file = file;
        this.servers = servers;
        Endpoints reachable = servers.endpoints(null);
        api = LocalSettings.startup(reachable)
                .with(settings)
                .with(Map.of("longshore.api.port", ports.api().number()))
                .run(new SpringApplicationBuilder(ApiApplication.class));
        worker = withWorker ? startWorker(reachable, settings) : null;
        String port = api.getEnvironment().getProperty("local.server.port");
        endpoints = servers.endpoints("http://127.0.0.1:" + port);
        file.write(endpoints);
    }

    private ConfigurableApplicationContext startWorker(Endpoints reachable, Map<String, Object> settings) {
        try {
            Startup startup = LocalSettings.startup(reachable).with(settings);
            return WorkerApplication.start(startup);
        } catch (RuntimeException failure) {
            api.close();
            throw failure;
        }
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** Something that the API app is made of. */
    public <T> T part(Class<T> type) {
        return api.getBean(type);
    }

    /** Takes no new requests, lets running steps reach a resumable point, then stops the servers. */
    @Override
    public void close() {
        file.remove();
        api.close();
        if (worker != null) {
            worker.close();
        }
        servers.close();
    }
}
