package dev.longshore.starters.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "job",
        description = "See and steer jobs, the same for every room.",
        footer = {"", "Example:", "  longshore job list"})
final class JobCommand {

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new JobCommand())
                .addSubcommand(new JobListCommand(surroundings))
                .addSubcommand(new JobShowCommand(surroundings))
                .addSubcommand(new JobFilesCommand(surroundings))
                .addSubcommand(new JobWatchCommand(surroundings))
                .addSubcommand(new JobPauseCommand(surroundings))
                .addSubcommand(new JobResumeCommand(surroundings))
                .addSubcommand(new JobRetryCommand(surroundings))
                .addSubcommand(new JobCancelCommand(surroundings));
    }
}
