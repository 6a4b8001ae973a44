package dev.longshore.worker;

import dev.longshore.connections.Endpoints;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.connections.Startup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Does the work of one or more rooms until it is told to stop. */
public final class WorkerApplication {

    private static final int CANNOT_START = 1;

    private WorkerApplication() {}

    /** Set by the environment alone; the options of {@code longshore worker} are read where the launcher starts it. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0) {
            System.err.println("error: unexpected argument '" + arguments[0]
                    + "': this program is set by its environment; ./longshore worker has options");
            System.exit(Startup.WRONG_SETTING);
        }
        String data = Objects.requireNonNullElse(System.getenv("LONGSHORE_DATA"), "");
        try {
            System.exit(run(Path.of(data.isBlank() ? "data" : data), Map.of()));
        } catch (RuntimeException failure) {
            System.exit(Startup.explain(failure, System.err));
        }
    }

    /**
     * Works until this process is told to stop. Throws, if it cannot start, what {@link Startup#explain} knows.
     *
     * @param data the folder of the local mode to join, if one runs there
     * @param settings that nothing overrules
     * @return the exit code: 0 once it was told to stop, 1 if it has said why it can never work, 5 where nobody names an engine
     */
    public static int run(Path data, Map<String, Object> settings) throws InterruptedException {
        Optional<Endpoints> local = new EndpointsFile(data.toAbsolutePath()).read();
        Startup startup = new Startup(System.getenv());
        if (local.isEmpty() && !startup.namesEngine()) {
            System.err.println("error: no engine: set TEMPORAL_ADDRESS, or run ./longshore up (nothing runs in "
                    + data.toAbsolutePath() + ")");
            return Startup.NO_ANSWER;
        }
        if (local.isPresent()) {
            startup.withDefaults(Map.of(
                    "longshore.worker.heartbeat-throttle", "2s",
                    "longshore.archive.destination-queue", "output-queue"));
        }
        ConfigurableApplicationContext context = start(startup.joining(local).with(settings));
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "longshore-drain"));
        return context.getBean(WorkerPools.class).awaitEnd() ? 0 : CANNOT_START;
    }

    /** Starts the pools within this process; closing the context drains them. */
    public static ConfigurableApplicationContext start(Startup startup) {
        return startup.run(new SpringApplicationBuilder(WorkerConfiguration.class).web(WebApplicationType.NONE));
    }

    /** Whether the pools of a worker that was started take work. */
    public static boolean isReady(ConfigurableApplicationContext worker) {
        return worker.getBean(WorkerPools.class).isReady();
    }
}
