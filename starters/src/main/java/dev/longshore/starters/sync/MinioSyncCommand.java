package dev.longshore.starters.sync;

import dev.longshore.starters.cli.ConnectionOptions;
import dev.longshore.starters.cli.ExitCodes;
import dev.longshore.starters.cli.FlowPage;
import dev.longshore.starters.cli.JsonDocument;
import dev.longshore.starters.cli.JsonOrder;
import dev.longshore.starters.cli.Query;
import dev.longshore.starters.cli.RequestBody;
import dev.longshore.starters.cli.Screen;
import dev.longshore.starters.cli.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verbs of the room {@code sync}. */
@Command(
        name = "sync",
        description = {
            "Moves files between folders of a host and places in buckets, and removes each only with a receipt.",
            "Flows are settings of the host's worker (longshore worker --pools sync --host NAME); up has one too.",
        },
        footer = {"", "Example:", "  longshore sync start --flow output"})
public final class MinioSyncCommand implements Callable<Integer> {

    private static final String PATH = "/api/sync";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private MinioSyncCommand() {}

    /** With all its verbs. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new MinioSyncCommand())
                .addSubcommand(new Start(surroundings))
                .addSubcommand(new Status(surroundings))
                .addSubcommand(new Pause(surroundings))
                .addSubcommand(new Resume(surroundings))
                .addSubcommand(new Approve(surroundings))
                .addSubcommand(new History(surroundings))
                .addSubcommand(new SurveyCommand.Check(surroundings))
                .addSubcommand(new SurveyCommand.Plan(surroundings))
                .addSubcommand(new SurveyCommand.Cleanup(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCodes.DONE;
    }

    /** Which flows are meant. */
    static final class Which {

        @Option(names = "--host", paramLabel = "NAME", description = "The host. Needed only if several have flows.")
        private @Nullable String host;

        @Option(names = "--flow", split = ",", paramLabel = "NAME", description = "Only these flows. Default: all.")
        private List<String> flows = List.of();

        RequestBody order(boolean once) {
            return order("once", once);
        }

        RequestBody order(String word, boolean isSaid) {
            List<String> fields = new ArrayList<>();
            if (host != null) {
                fields.add("\"host\":" + JsonOrder.text(host));
            }
            if (!flows.isEmpty()) {
                fields.add(
                        "\"flows\":" + flows.stream().map(JsonOrder::text).collect(Collectors.joining(",", "[", "]")));
            }
            if (isSaid) {
                fields.add("\"" + word + "\":true");
            }
            return RequestBody.json("{" + String.join(",", fields) + "}");
        }
    }

    /** How answers are asked for and shown. */
    static final class Answer {

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        @Option(names = "--json", description = "Print each as JSON on one line, as the API sends them.")
        private boolean json;

        JsonDocument post(String verb, RequestBody body, Surroundings surroundings) {
            return connection.api(surroundings).post(PATH + verb, body, Map.of());
        }

        JsonDocument get(Query query, Surroundings surroundings) {
            return connection.api(surroundings).get(query.toString());
        }

        int flows(JsonDocument answer, Surroundings surroundings) {
            Screen screen = new Screen(surroundings);
            new FlowPage(screen, surroundings.clock(), json).writeFlows(answer);
            screen.flush();
            return ExitCodes.DONE;
        }

        int jobs(JsonDocument answer, Surroundings surroundings) {
            Screen screen = new Screen(surroundings);
            new FlowPage(screen, surroundings.clock(), json).writeJobs(answer);
            screen.flush();
            return ExitCodes.DONE;
        }

        int life(JsonDocument answer, Surroundings surroundings) {
            Screen screen = new Screen(surroundings);
            boolean isKnown = new FlowPage(screen, surroundings.clock(), json).writeLife(answer);
            screen.flush();
            return isKnown ? ExitCodes.DONE : ExitCodes.NOT_FOUND;
        }
    }

    @Command(
            name = "start",
            description = {
                "Start flows. They go on over restarts of everything, until they are cancelled (longshore job cancel).",
                "A flow that runs already goes on as it is.",
            },
            footer = {"", "Examples:", "  longshore sync start", "  longshore sync start --flow input,output --once"})
    static final class Start implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Which which = new Which();

        @Mixin
        private final Answer answer = new Answer();

        @Option(names = "--once", description = "End as soon as nothing waits any more.")
        private boolean once;

        Start(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.jobs(answer.post("", which.order(once), surroundings), surroundings);
        }
    }

    @Command(
            name = "status",
            description =
                    "Show each flow: what waits, what is being moved, what was moved in the last day, what failed.",
            footer = {"", "Example:", "  longshore sync status --json"})
    static final class Status implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Answer answer = new Answer();

        @Option(names = "--host", paramLabel = "NAME", description = "Only flows of this host.")
        private @Nullable String host;

        Status(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            Query query = new Query(PATH + "/status").with("host", host);
            return answer.flows(answer.get(query, surroundings), surroundings);
        }
    }

    @Command(
            name = "pause",
            description = "Pause flows: what is being moved is finished, nothing new is begun, until they are resumed.",
            footer = {"", "Example:", "  longshore sync pause --flow backup"})
    static final class Pause implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Which which = new Which();

        @Mixin
        private final Answer answer = new Answer();

        Pause(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.flows(answer.post("/pause", which.order(false), surroundings), surroundings);
        }
    }

    @Command(
            name = "resume",
            description = "Let paused flows go on.",
            footer = {"", "Example:", "  longshore sync resume"})
    static final class Resume implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Which which = new Which();

        @Mixin
        private final Answer answer = new Answer();

        Resume(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.flows(answer.post("/resume", which.order(false), surroundings), surroundings);
        }
    }

    @Command(
            name = "approve",
            description = {
                "Say that the folder and the bucket of a flow are the right ones, though they are not those that it knows.",
                "A flow that finds another folder (nothing mounted?) or another bucket waits until it is told so.",
                "With --cleanup: that a cleanup may remove as many files as it said.",
            },
            footer = {"", "Example:", "  longshore sync approve --flow output"})
    static final class Approve implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Which which = new Which();

        @Mixin
        private final Answer answer = new Answer();

        @Option(names = "--cleanup", description = "Approve the removals for which cleanups of the flows wait.")
        private boolean cleanup;

        Approve(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.flows(answer.post("/approve", which.order("cleanup", cleanup), surroundings), surroundings);
        }
    }

    @Command(
            name = "history",
            description = {
                "Show the life of a file, also long after it was moved: when it was found, to where it went, by which sum",
                "that is known, and when its source was removed, or why it was not.",
            },
            footer = {"", "Example:", "  longshore sync history --flow output invoices/2026-11.pdf"})
    static final class History implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Answer answer = new Answer();

        @Option(names = "--host", paramLabel = "NAME", description = "The host. Needed only if several have flows.")
        private @Nullable String host;

        @Option(names = "--flow", required = true, paramLabel = "NAME", description = "The flow.")
        private String flow = "";

        @Parameters(paramLabel = "FILE", description = "Its path below the flow's folder or prefix.")
        private String path = "";

        History(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            Query query = new Query(PATH + "/history")
                    .with("host", host)
                    .with("flow", flow)
                    .with("path", path);
            return answer.life(answer.get(query, surroundings), surroundings);
        }
    }
}
