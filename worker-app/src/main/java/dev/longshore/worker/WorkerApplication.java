package dev.longshore.worker;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.connections.Startup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code longshore worker}: does the work of one or more rooms until it is told to stop. */
@Command(
        name = "longshore worker",
        mixinStandardHelpOptions = true,
        description = "Does the work of rooms until it is told to stop (Ctrl-C or SIGTERM drains).",
        footer = {"", "Example:", "  longshore worker --pools archive"})
public final class WorkerApplication implements Callable<Integer> {

    @Option(names = "--pools", paramLabel = "ROOM[,ROOM]", description = "The rooms to work for (default: archive).")
    private @Nullable String pools;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder of the local mode to join (default: LONGSHORE_DATA, else data).")
    private @Nullable Path data;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WorkerApplication()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Optional<Endpoints> local = new EndpointsFile(dataFolder()).read();
            Startup startup = new Startup(System.getenv());
            if (local.isEmpty() && !startup.namesEngine()) {
                System.err.println("error: no engine: set TEMPORAL_ADDRESS, or run ./longshore up (nothing runs in "
                        + dataFolder() + ")");
                return Startup.NO_ANSWER;
            }
            ConfigurableApplicationContext context = start(settings(startup, local));
            Runtime.getRuntime().addShutdownHook(new Thread(context::close, "longshore-drain"));
            Thread.currentThread().join();
            return 0;
        } catch (RuntimeException failure) {
            return Startup.explain(failure, System.err);
        }
    }

    /** Starts the pools within this process; closing the context drains them. */
    public static ConfigurableApplicationContext start(Startup startup) {
        return startup.run(new SpringApplicationBuilder(WorkerConfiguration.class).web(WebApplicationType.NONE));
    }

    private Startup settings(Startup startup, Optional<Endpoints> local) {
        if (local.isPresent()) {
            startup.withDefaults(Map.of("longshore.worker.heartbeat-throttle", "2s"));
        }
        Startup joined = startup.joining(local);
        return pools == null ? joined : joined.with(Map.of("longshore.worker.pools", pools));
    }

    private Path dataFolder() {
        if (data != null) {
            return data.toAbsolutePath();
        }
        String named = System.getenv("LONGSHORE_DATA");
        String home = Objects.requireNonNullElse(System.getProperty("longshore.home"), ".");
        return (named == null || named.isBlank() ? Path.of(home, "data") : Path.of(named)).toAbsolutePath();
    }
}
