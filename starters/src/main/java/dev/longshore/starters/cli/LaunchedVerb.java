package dev.longshore.starters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * A verb that the launcher runs in a program of its own, such as {@code up}. Its arguments are read, its help is shown
 * and its errors are told as those of every other verb.
 */
public final class LaunchedVerb {

    private final Surroundings surroundings;

    /** What runs with the options that were read; answers the exit code. */
    public interface Program<T> {

        int run(T options) throws Exception;
    }

    public LaunchedVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Reads the arguments that follow the verb and runs the program.
     *
     * @param options such as {@link UpOptions}, filled when the program is called
     * @return the exit code: the program's own, 0 after help, 2 for wrong arguments, and what a {@link CommandFailure}
     *     says
     */
    public <T> int run(T options, String[] args, Program<T> program) {
        CommandLine commandLine = new CommandLine(options);
        String name = commandLine.getCommandName();
        new CommandLineStyle(surroundings).applied(commandLine.setCommandName("longshore " + name));
        commandLine.setExecutionStrategy(parsed -> helpOr(parsed, () -> program.run(options)));
        int exitCode = commandLine.execute(args);
        surroundings.out().flush();
        return exitCode;
    }

    private int helpOr(ParseResult parsed, Callable<Integer> program) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        try {
            return program.call();
        } catch (Exception failure) {
            return new CommandLineStyle(surroundings).report(failure, parsed.hasMatchedOption("--debug"));
        }
    }
}
