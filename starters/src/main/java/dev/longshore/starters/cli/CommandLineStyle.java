package dev.longshore.starters.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** How every command reads its arguments and reports what went wrong: in one or two lines, traces only on demand. */
final class CommandLineStyle {

    private static final int LONGEST_LINE = 110;
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 110;

    private final Surroundings surroundings;

    CommandLineStyle(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandLine applied(CommandLine commandLine) {
        addCommonOptions(commandLine);
        boolean hasColours = new Screen(surroundings).hasColours();
        return commandLine
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(hasColours ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpLongOptionsMaxWidth(30)
                .setExecutionStrategy(this::run)
                .setParameterExceptionHandler((wrong, args) -> report(wrong, List.of(args)))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, isDebug(parsed)));
    }

    static void addCommonOptions(CommandLine commandLine) {
        if (commandLine.getCommandSpec().findOption("--help") == null) {
            commandLine.addMixin("common", new CommonOptions());
        }
        commandLine.getSubcommands().values().forEach(CommandLineStyle::addCommonOptions);
    }

    int report(ParameterException wrong, List<String> args) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        error(inWords(wrong), "see " + command + " --help", args.contains("--debug") ? wrong : null);
        return ExitCodes.REFUSED;
    }

    int report(Throwable failure, boolean debug) {
        if (failure instanceof ClosedOutputException) {
            return ExitCodes.DONE;
        }
        Throwable trace = debug ? failure : null;
        if (failure instanceof CommandFailure known) {
            error(String.valueOf(known.getMessage()), known.remedy(), trace);
            return known.exitCode();
        }
        error("unexpected: " + failure, "--debug shows where", trace);
        return ExitCodes.NO_ANSWER;
    }

    private int run(ParseResult parsed) {
        if (isHelpAsked(parsed.originalArgs())) {
            CommandLine root = parsed.commandSpec().commandLine();
            root.setUsageHelpWidth(Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, new Screen(surroundings).width())));
        }
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine last =
                parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        boolean isAsked = last.getCommand() instanceof Callable || last.getCommand() instanceof Runnable;
        if (!isAsked && last.getSubcommands().isEmpty()) {
            throw new ParameterException(
                    last, last.getCommandName() + " is a program of its own; start it with the launcher, ./longshore");
        }
        return new RunLast().execute(parsed);
    }

    private static boolean isHelpAsked(List<String> args) {
        return args.isEmpty() || args.contains("help") || args.contains("--help") || args.contains("-h");
    }

    private static boolean isDebug(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return parsed.hasMatchedOption("--debug") || last.hasMatchedOption("--debug");
    }

    private static String inWords(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String nearest = unmatched.getSuggestions().stream()
                    .findFirst()
                    .map(name -> "; did you mean " + name + "?")
                    .orElse("");
            return kind(unmatched) + " '" + unmatched.getUnmatched().get(0) + "'" + nearest;
        }
        String message = String.valueOf(wrong.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String kind(UnmatchedArgumentException unmatched) {
        if (unmatched.isUnknownOption()) {
            return "there is no option";
        }
        return unmatched.getCommandLine().getSubcommands().isEmpty() ? "unexpected argument" : "there is no verb";
    }

    private void error(String message, @Nullable String remedy, @Nullable Throwable trace) {
        PrintStream err = surroundings.err();
        String word = new Screen(surroundings).paint(Style.BAD, "error:");
        String first = Texts.harmless(message);
        if (remedy == null) {
            err.println(word + " " + first);
        } else if (first.length() + remedy.length() < LONGEST_LINE && !first.contains("?")) {
            err.println(word + " " + first + ": " + Texts.harmless(remedy));
        } else {
            err.println(word + " " + first);
            err.println("       " + Texts.harmless(remedy));
        }
        if (trace != null) {
            trace.printStackTrace(err);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
