package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import dev.longshore.embedded.DevServer;
import dev.longshore.embedded.EmbeddedEngine;
import java.nio.file.Path;

/** The engine of the local mode, whichever it is. */
final class LocalEngine implements AutoCloseable {

    private final Endpoints.Engine endpoint;
    private final Runnable stop;

    private LocalEngine(Endpoints.Engine endpoint, Runnable stop) {
        this.endpoint = endpoint;
        this.stop = stop;
    }

    static LocalEngine start(EngineChoice choice, Path data, LocalPorts ports) {
        String way = choice.way().word();
        return switch (choice.way()) {
            case EXTERNAL ->
                new LocalEngine(new Endpoints.Engine(way, choice.address().orElseThrow(), null), () -> {});
            case DEV_SERVER -> devServer(choice, data, ports);
            case IN_PROCESS -> {
                EmbeddedEngine engine =
                        EmbeddedEngine.start(ports.engine().chosen().number());
                yield new LocalEngine(new Endpoints.Engine(way, engine.address(), null), engine::close);
            }
        };
    }

    private static LocalEngine devServer(EngineChoice choice, Path data, LocalPorts ports) {
        DevServer server = DevServer.start(
                choice.cli().orElseThrow(),
                data.resolve("engine"),
                ports.engine().chosen().number(),
                ports.ui().chosen().number());
        Endpoints.Engine endpoint = new Endpoints.Engine(
                choice.way().word(), server.address(), server.ui().toString());
        return new LocalEngine(endpoint, server::close);
    }

    Endpoints.Engine endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        stop.run();
    }
}
