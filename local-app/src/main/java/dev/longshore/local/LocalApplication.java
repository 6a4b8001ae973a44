package dev.longshore.local;

import ch.qos.logback.classic.Level;
import dev.longshore.connections.Startup;
import dev.longshore.embedded.PortTakenException;
import dev.longshore.embedded.ServerFailedException;
import dev.longshore.local.demo.ArchiveDemo;
import dev.longshore.starters.cli.DemoOptions;
import dev.longshore.starters.cli.UpOptions;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs {@code up} and {@code demo}, which the launcher hands over. */
@Command(name = "longshore")
public final class LocalApplication {

    private static final int REFUSED = 2;

    private LocalApplication() {}

    public static void main(String[] arguments) {
        quietTheServers();
        UpOptions up = new UpOptions();
        DemoOptions demo = new DemoOptions();
        CommandLine line =
                new CommandLine(new LocalApplication()).addSubcommand("up", up).addSubcommand("demo", demo);
        line.setExecutionStrategy(parsed -> {
            Integer helped = CommandLine.executeHelpRequest(parsed);
            if (helped != null) {
                return helped;
            }
            Object verb = parsed.subcommand() == null
                    ? null
                    : parsed.subcommand().commandSpec().userObject();
            if (verb == up) {
                return explained(() -> new UpCommand(dataFolder(up.data()), up.isOnFreePorts()).run(), up.isDebug());
            }
            if (verb == demo) {
                return explained(() -> new ArchiveDemo(dataFolder(demo.data()), System.out).run(), demo.isDebug());
            }
            line.usage(System.err);
            return REFUSED;
        });
        System.exit(line.execute(arguments));
    }

    /** They log before the apps have set their own log up. */
    private static void quietTheServers() {
        if (LoggerFactory.getILoggerFactory().getLogger(Logger.ROOT_LOGGER_NAME)
                instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
    }

    static Path dataFolder(Optional<Path> named) {
        String variable = System.getenv("LONGSHORE_DATA");
        String home = Objects.requireNonNullElse(System.getProperty("longshore.home"), ".");
        Path usual = variable == null || variable.isBlank() ? Path.of(home, "data") : Path.of(variable);
        return named.orElse(usual).toAbsolutePath().normalize();
    }

    private static int explained(Callable<Integer> verb, boolean debug) {
        try {
            return verb.call();
        } catch (Exception failure) {
            if (debug) {
                failure.printStackTrace();
            }
            return explain(failure);
        }
    }

    private static int explain(Exception failure) {
        if (failure instanceof NoAnswerException) {
            System.err.println("error: " + failure.getMessage());
            return Startup.NO_ANSWER;
        }
        if (failure instanceof PortTakenException || failure instanceof ServerFailedException) {
            System.err.println("error: " + failure.getMessage());
            return REFUSED;
        }
        return Startup.explain(failure, System.err);
    }
}
