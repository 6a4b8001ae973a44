package dev.longshore.starters.archive;

import dev.longshore.starters.cli.CommandFailure;
import dev.longshore.starters.cli.ConnectionOptions;
import dev.longshore.starters.cli.ExitCodes;
import dev.longshore.starters.cli.JobParameter;
import dev.longshore.starters.cli.JsonDocument;
import dev.longshore.starters.cli.JsonOrder;
import dev.longshore.starters.cli.RequestBody;
import dev.longshore.starters.cli.Screen;
import dev.longshore.starters.cli.StartOptions;
import dev.longshore.starters.cli.Surroundings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
                .addSubcommand(new LinkTo(surroundings))
                .addSubcommand(new ArchiveIntakeCommand.Intake(surroundings))
                .addSubcommand(new ArchiveIntakeCommand.Pause(surroundings))
                .addSubcommand(new ArchiveIntakeCommand.Resume(surroundings))
                .addSubcommand(new ArchiveSweepCommand(surroundings));
    }

    enum Exists {
        FAIL,
        REPLACE,
        SUFFIX;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Missing {
        FAIL,
        SKIP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Names {
        SUFFIX,
        REFUSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Plan {
        AUTO,
        FEWEST_BYTES,
        FEWEST_REQUESTS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
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

        @Option(
                names = "--files",
                paramLabel = "FILE",
                description =
                        "The order as JSON, - for the standard input: {\"files\":[{\"source\":…,\"destination\":…}],"
                                + "\"metadata\":…}. A source is a key of the default bucket or s3://bucket/key.")
        private @Nullable String files;

        @Option(
                names = "--from",
                paramLabel = "URI",
                description = "Instead of a list: all objects below this prefix, such as s3://source-images/trip/.")
        private @Nullable String from;

        @Option(
                names = "--to",
                paramLabel = "URI",
                description = "The archive. Default: ID/download-DATE.zip in the destination bucket.")
        private @Nullable String to;

        @Option(
                names = "--exists",
                paramLabel = "RULE",
                description = "If the archive exists already: ${COMPLETION-CANDIDATES}. Default: fail.")
        private @Nullable Exists exists;

        @Option(
                names = "--missing",
                paramLabel = "RULE",
                description = "If a source is missing or has changed: ${COMPLETION-CANDIDATES}. Default: fail.")
        private @Nullable Missing missing;

        @Option(
                names = "--names",
                paramLabel = "RULE",
                description = "If two entries would be called the same: ${COMPLETION-CANDIDATES}. Default: suffix.")
        private @Nullable Names sameNames;

        @Option(
                names = "--plan",
                paramLabel = "RULE",
                description =
                        "What to spare where the store can copy large files itself: ${COMPLETION-CANDIDATES}. Default: auto.")
        private @Nullable Plan plan;

        @Option(
                names = "--manifest",
                description = "Add an entry manifest.json that lists the others and what was left out.")
        private boolean manifest;

        @Option(
                names = "--link",
                paramLabel = "RULE",
                description =
                        "How long download links to the archive are valid: presigned:30m, presigned:24h, presigned:7d"
                                + " (1m to 7d). Default: an hour.")
        private @Nullable String link;

        @Option(names = "--metadata", paramLabel = "JSON", description = "Any JSON value, kept with the job.")
        private @Nullable String metadata;

        Start(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            if ((files == null) == (from == null)) {
                throw CommandFailure.refused("what to pack is said by either --files or --from", "give one of them");
            }
            return start.send("/api/archive", order(), connection.api(surroundings), surroundings);
        }

        private RequestBody order() throws IOException {
            JsonOrder order = new JsonOrder(changes());
            return files == null ? order.alone() : order.with(files, surroundings.in());
        }

        private Map<String, String> changes() {
            Map<String, String> changes = new LinkedHashMap<>();
            put(changes, "from", from);
            put(changes, "to", to);
            put(changes, "exists", exists);
            put(changes, "missing", missing);
            put(changes, "names", sameNames);
            put(changes, "plan", plan);
            put(changes, "link", link);
            if (manifest) {
                changes.put("manifest", "true");
            }
            if (metadata != null) {
                changes.put("metadata", JsonOrder.value("--metadata", metadata));
            }
            return changes;
        }

        private static void put(Map<String, String> changes, String field, @Nullable Object value) {
            if (value != null) {
                changes.put(field, JsonOrder.text(value.toString()));
            }
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
