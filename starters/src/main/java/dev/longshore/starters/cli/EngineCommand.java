package dev.longshore.starters.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "engine",
        description = "The Temporal service that carries the runs.",
        footer = {"", "Example:", "  longshore engine install"})
final class EngineCommand {

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new EngineCommand())
                .addSubcommand(new EngineInstallCommand(surroundings))
                .addSubcommand(new EngineAdoptCommand(surroundings));
    }
}
