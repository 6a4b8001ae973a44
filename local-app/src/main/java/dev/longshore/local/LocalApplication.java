package dev.longshore.local;

import ch.qos.logback.classic.Level;
import dev.longshore.connections.Startup;
import dev.longshore.embedded.PortTakenException;
import dev.longshore.embedded.ServerFailedException;
import dev.longshore.local.demo.ArchiveDemo;
import dev.longshore.local.demo.SyncDemo;
import dev.longshore.starters.cli.CommandFailure;
import dev.longshore.starters.cli.DataFolder;
import dev.longshore.starters.cli.DemoOptions;
import dev.longshore.starters.cli.LaunchedVerb;
import dev.longshore.starters.cli.Surroundings;
import dev.longshore.starters.cli.UpOptions;
import dev.longshore.starters.cli.WorkerOptions;
import dev.longshore.worker.WorkerApplication;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code up}, {@code demo} and {@code worker}, which the launcher hands over. */
public final class LocalApplication {

    private static final int REFUSED = 2;
    private static final int INTERRUPTED = 130;

    private final Surroundings surroundings;

    private LocalApplication(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        quietTheServers();
        System.exit(run(Surroundings.ofThisProcess(), arguments));
    }

    static int run(Surroundings surroundings, String... arguments) {
        LocalApplication local = new LocalApplication(surroundings);
        String verb = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        LaunchedVerb launched = new LaunchedVerb(surroundings);
        return switch (verb) {
            case "up" -> launched.run(new UpOptions(), rest, local::up);
            case "demo" -> launched.run(new DemoOptions(), rest, local::demo);
            case "worker" -> launched.run(new WorkerOptions(), rest, local::worker);
            default -> {
                surroundings.err().println("error: start this with the launcher: ./longshore up, demo or worker");
                yield REFUSED;
            }
        };
    }

    private int up(UpOptions options) {
        return explained(
                () -> new UpCommand(dataFolder(options.data()), options.isOnFreePorts()).run(), options.isDebug());
    }

    private int demo(DemoOptions options) {
        Path data = dataFolder(options.data());
        return switch (options.room()) {
            case "archive" -> explained(() -> new ArchiveDemo(data, System.out).run(), options.isDebug());
            case "sync" -> explained(() -> new SyncDemo(data, System.out).run(), options.isDebug());
            default ->
                throw CommandFailure.refused("there is no demo of '" + options.room() + "'", "allowed: archive, sync");
        };
    }

    private int worker(WorkerOptions options) {
        Map<String, Object> settings = new HashMap<>();
        if (!options.pools().isEmpty()) {
            settings.put("longshore.worker.pools", String.join(",", options.pools()));
        }
        options.host().ifPresent(host -> settings.put("longshore.sync.host", host));
        return explained(() -> WorkerApplication.run(dataFolder(options.data()), settings), options.isDebug());
    }

    private Path dataFolder(Optional<Path> named) {
        return DataFolder.named(named, surroundings).path();
    }

    /** They log before the apps have set their own log up. */
    private static void quietTheServers() {
        if (LoggerFactory.getILoggerFactory().getLogger(Logger.ROOT_LOGGER_NAME)
                instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }

    private int explained(Callable<Integer> verb, boolean debug) {
        try {
            return verb.call();
        } catch (StoppedException stopped) {
            return INTERRUPTED;
        } catch (Exception failure) {
            if (debug) {
                failure.printStackTrace(surroundings.err());
            }
            return explain(failure);
        }
    }

    private int explain(Exception failure) {
        if (failure instanceof NoAnswerException) {
            surroundings.err().println("error: " + failure.getMessage());
            return Startup.NO_ANSWER;
        }
        if (failure instanceof PortTakenException || failure instanceof ServerFailedException) {
            surroundings.err().println("error: " + failure.getMessage());
            return REFUSED;
        }
        return Startup.explain(failure, surroundings.err());
    }
}
