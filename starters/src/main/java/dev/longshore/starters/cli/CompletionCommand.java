package dev.longshore.starters.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Print the script that lets a shell complete verbs and options.",
        footer = {
            "",
            "Examples:",
            "  source <(longshore completion bash)",
            "  source <(longshore completion zsh)      after: autoload -U compinit bashcompinit; compinit; bashcompinit",
            "  longshore completion fish > ~/.config/fish/completions/longshore.fish",
        })
final class CompletionCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        CommandLine commandLine = LongshoreCommand.commandLine(surroundings);
        CommandLineStyle.addCommonOptions(commandLine);
        screen.print(
                shell == Shell.FISH
                        ? new FishCompletion(commandLine).script()
                        : AutoComplete.bash("longshore", commandLine));
        screen.flush();
        return ExitCodes.DONE;
    }
}
