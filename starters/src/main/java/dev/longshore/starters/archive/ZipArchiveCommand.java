package dev.longshore.starters.archive;

import dev.longshore.starters.cli.ConnectionOptions;
import dev.longshore.starters.cli.DryRunOptions;
import dev.longshore.starters.cli.ExitCodes;
import dev.longshore.starters.cli.JobParameter;
import dev.longshore.starters.cli.JsonDocument;
import dev.longshore.starters.cli.JsonOrder;
import dev.longshore.starters.cli.RequestBody;
import dev.longshore.starters.cli.Screen;
import dev.longshore.starters.cli.StartOptions;
import dev.longshore.starters.cli.Surroundings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verbs of the room {@code archive}. */
@Command(
        name = "archive",
        description = "Pack files of a store into one zip archive in a store.",
        footer = {"", "Example:", "  longshore archive start --from s3://source-images/trip/ --wait"})
public final class ZipArchiveCommand {

    private ZipArchiveCommand() {}

    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new ZipArchiveCommand())
                .addSubcommand(new Start(surroundings))
                .addSubcommand(new DryRun(surroundings))
                .addSubcommand(new LinkTo(surroundings))
                .addSubcommand(new ArchiveIntakeCommand.Intake(surroundings))
                .addSubcommand(new ArchiveIntakeCommand.Pause(surroundings))
                .addSubcommand(new ArchiveIntakeCommand.Resume(surroundings))
                .addSubcommand(new ArchiveSweepCommand(surroundings));
    }

    @Command(
            name = "start",
            description = {
                "Start a job that writes one zip archive, of the files listed or of all below a prefix.",
                "The archive appears in the store only when it is complete.",
                "With --wait the exit code says how it ended: 0 done, 1 failed or cancelled.",
            },
            footer = {
                "",
                "Examples:",
                "  longshore archive start --from s3://source-images/trip/ --to s3://zip-storage/trip.zip --wait",
                "  longshore archive start --files payload.json --missing skip --json",
                "  echo '{\"files\":[{\"source\":\"a.png\",\"destination\":\"album\"}]}' | longshore archive start --files -",
            })
    static final class Start implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private final StartOptions start = new StartOptions();

        @Mixin
        private final OrderOfCommand order = new OrderOfCommand();

        Start(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            return start.send("/api/archive", order.body(surroundings), connection.api(surroundings), surroundings);
        }
    }

    @Command(
            name = "plan",
            description = {
                "Say what an archive would come to: entries, parts, requests, bytes, and the price of the requests.",
                "Takes the same order as start, looks at every source and writes nothing.",
                "What would fail the archive fails its plan. Exit code: 0 planned, 1 failed or cancelled.",
            },
            footer = {
                "",
                "Examples:",
                "  longshore archive plan --from s3://source-images/trip/ --to s3://zip-storage/trip.zip",
                "  longshore archive plan --files payload.json --plan fewest-bytes --json",
            })
    static final class DryRun implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private final DryRunOptions dryRun = new DryRunOptions();

        @Mixin
        private final OrderOfCommand order = new OrderOfCommand();

        DryRun(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            return dryRun.send(
                    "/api/archive/plan", order.body(surroundings), connection.api(surroundings), surroundings);
        }
    }

    @Command(
            name = "link",
            description = {
                "Print a link that gives whoever has it the archive of a job that is done, without credentials.",
                "It is made anew each time and kept nowhere; treat it as a secret.",
            },
            footer = {
                "",
                "Examples:",
                "  longshore archive link archive:0198f2c4-…",
                "  curl -o trip.zip \"$(longshore archive link archive:0198f2c4-…)\"",
            })
    static final class LinkTo implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private final JobParameter job = new JobParameter();

        @Option(names = "--json", description = "Print url and expiresAt as JSON on one line, as the API sends them.")
        private boolean json;

        LinkTo(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            RequestBody order = RequestBody.json("{\"job\":" + JsonOrder.text(job.id()) + "}");
            JsonDocument link = connection.api(surroundings).post("/api/archive/link", order, Map.of());
            Screen screen = new Screen(surroundings);
            screen.line(json ? link.line() : link.at("url").text());
            screen.flush();
            if (!json) {
                screen.note("It is valid until " + link.at("expiresAt").text() + ".");
            }
            return ExitCodes.DONE;
        }
    }
}
