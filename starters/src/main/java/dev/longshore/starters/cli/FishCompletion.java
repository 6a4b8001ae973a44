package dev.longshore.starters.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script by which fish completes our verbs and options, with a word on each. */
final class FishCompletion {

    private final CommandLine commandLine;
    private final StringBuilder script = new StringBuilder();

    FishCompletion(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    String script() {
        line("# Completion of longshore for fish; put it into ~/.config/fish/completions/longshore.fish");
        line("complete -c longshore -f");
        describe(commandLine.getCommandSpec(), List.of());
        return script.toString();
    }

    private void describe(CommandSpec command, List<String> path) {
        List<CommandLine> verbs = List.copyOf(command.subcommands().values());
        String here = condition(path, verbs);
        for (CommandLine verb : verbs) {
            CommandSpec spec = verb.getCommandSpec();
            line("complete -c longshore -n " + here + " -a " + spec.name() + " -d " + quoted(first(summary(spec))));
        }
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> describe(option, here));
        command.positionalParameters()
                .forEach(parameter -> candidates(parameter)
                        .forEach(candidate -> line("complete -c longshore -n " + here + " -a " + candidate)));
        for (CommandLine verb : verbs) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(verb.getCommandName());
            describe(verb.getCommandSpec(), deeper);
        }
    }

    private void describe(OptionSpec option, String here) {
        StringBuilder words = new StringBuilder("complete -c longshore -n " + here);
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            words.append(" -r");
            List<String> candidates = candidates(option);
            words.append(candidates.isEmpty() ? "" : " -a " + quoted(String.join(" ", candidates)));
            words.append(takesFile(option) ? " -F" : "");
        }
        line(words + " -d " + quoted(first(option.description())));
    }

    /** After these words, and before one of the next verbs is chosen. */
    private static String condition(List<String> path, List<CommandLine> verbs) {
        List<String> conditions = new ArrayList<>();
        path.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
        if (!verbs.isEmpty()) {
            String names = verbs.stream().map(CommandLine::getCommandName).collect(Collectors.joining(" "));
            conditions.add("not __fish_seen_subcommand_from " + names);
        }
        return quoted(String.join("; and ", conditions));
    }

    private static List<String> candidates(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    private static boolean takesFile(ArgSpec argument) {
        return argument.type() == Path.class
                || argument.type() == File.class
                || argument.paramLabel().equals("FILE");
    }

    private static String[] summary(CommandSpec verb) {
        String[] header = verb.usageMessage().header();
        return header.length > 0 ? header : verb.usageMessage().description();
    }

    private static String first(String[] description) {
        String text = description.length == 0 ? "" : description[0];
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.replace(": ${COMPLETION-CANDIDATES}", "").replaceFirst("\\.$", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void line(String text) {
        script.append(text).append('\n');
    }
}
