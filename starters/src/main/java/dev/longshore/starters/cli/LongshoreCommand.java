package dev.longshore.starters.cli;

import dev.longshore.starters.archive.ZipArchiveCommand;
import dev.longshore.starters.sync.MinioSyncCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of Longshore: every verb under one roof. */
@Command(
        name = "longshore",
        description = "Moves and packs files as durable jobs: kill any process at any moment, and the job goes on.",
        versionProvider = ProductVersion.class,
        footer = {
            "",
            "Examples:",
            "  longshore up",
            "  longshore archive start --from s3://source-images/trip/ --wait",
            "  longshore job list",
            "",
            "Exit codes:",
            "  0 done    1 failed or cancelled    2 wrong usage or refused    3 not found",
            "  4 done, but some files failed      5 no answer",
        })
public final class LongshoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean version;

    private LongshoreCommand() {}

    public static void main(String[] args) {
        System.exit(run(Surroundings.ofThisProcess(), args));
    }

    /** Runs one command and gives its exit code; writes to the surroundings only. */
    public static int run(Surroundings surroundings, String... args) {
        int exitCode = new CommandLineStyle(surroundings)
                .applied(commandLine(surroundings))
                .execute(args);
        surroundings.out().flush();
        surroundings.err().flush();
        return exitCode;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCodes.DONE;
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new LongshoreCommand())
                .addSubcommand(new UpOptions())
                .addSubcommand(new DemoOptions())
                .addSubcommand(new WorkerOptions())
                .addSubcommand(new ApiOptions())
                .addSubcommand(ZipArchiveCommand.commandLine(surroundings))
                .addSubcommand(MinioSyncCommand.commandLine(surroundings))
                .addSubcommand(JobCommand.commandLine(surroundings))
                .addSubcommand(EngineCommand.commandLine(surroundings))
                .addSubcommand(new CommandLine(new DoctorCommand(surroundings))
                        .addSubcommand(new DoctorStoresCommand(surroundings)))
                .addSubcommand(new CompletionCommand(surroundings))
                .addSubcommand(new VersionCommand(surroundings))
                .addSubcommand(new HelpCommand());
    }
}
