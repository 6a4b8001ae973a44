package dev.longshore.starters.sync;

import dev.longshore.starters.cli.ConnectionOptions;
import dev.longshore.starters.cli.ExitCodes;
import dev.longshore.starters.cli.FileLifeOptions;
import dev.longshore.starters.cli.FlowJobsOptions;
import dev.longshore.starters.cli.FlowPage;
import dev.longshore.starters.cli.JsonDocument;
import dev.longshore.starters.cli.JsonOrder;
import dev.longshore.starters.cli.Query;
import dev.longshore.starters.cli.RequestBody;
import dev.longshore.starters.cli.Screen;
import dev.longshore.starters.cli.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of the room {@code sync}. */
@Command(
        name = "sync",
        description = {
            "Moves files between folders of a host and places in buckets, and removes each only with a receipt.",
            "Flows are settings of the host's worker (longshore worker --pools sync --host NAME); up has one too.",
        },
        footer = {"", "Example:", "  longshore sync start --flow output"})
public final class MinioSyncCommand {

    private static final String PATH = "/api/sync";

    private MinioSyncCommand() {}

    /** With all its verbs. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new MinioSyncCommand())
                .addSubcommand(new Start(surroundings))
                .addSubcommand(new Stop(surroundings))
                .addSubcommand(new Status(surroundings))
                .addSubcommand(new Pause(surroundings))
                .addSubcommand(new Resume(surroundings))
                .addSubcommand(new Approve(surroundings))
                .addSubcommand(new Forget(surroundings))
                .addSubcommand(new History(surroundings))
                .addSubcommand(new SurveyCommand.Check(surroundings))
                .addSubcommand(new SurveyCommand.Plan(surroundings))
                .addSubcommand(new SurveyCommand.Cleanup(surroundings));
    }

    /** How flows are asked for and shown. */
    static final class Answer {

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        @Option(names = "--json", description = "Print each as JSON on one line, as the API sends them.")
        private boolean json;

        int post(String verb, RequestBody body, Surroundings surroundings) {
            return show(connection.api(surroundings).post(PATH + verb, body, Map.of()), surroundings);
        }

        int get(Query query, Surroundings surroundings) {
            return show(connection.api(surroundings).get(query.toString()), surroundings);
        }

        private int show(JsonDocument flows, Surroundings surroundings) {
            Screen screen = new Screen(surroundings);
            new FlowPage(screen, surroundings.clock(), json).writeFlows(flows);
            screen.flush();
            return ExitCodes.DONE;
        }
    }

    @Command(
            name = "start",
            description = {
                "Start flows. They go on over restarts of everything, until they are stopped (longshore sync stop).",
                "A flow that runs already goes on as it is.",
                "With --once --wait the exit code says how it went: 0 all was moved, 4 some files failed, 1 it failed.",
            },
            footer = {
                "",
                "Examples:",
                "  longshore sync start",
                "  longshore sync start --flow input,output --once --wait",
            })
    static final class Start implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final FlowJobsOptions jobs = new FlowJobsOptions();

        @Option(names = "--once", description = "End as soon as nothing waits any more.")
        private boolean once;

        Start(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            return jobs.start(flows.order("once", once), once, surroundings);
        }
    }

    @Command(
            name = "stop",
            description = {
                "Stop flows: their jobs and all that these have begun are cancelled, and named.",
                "Nothing is left half done: a source that was not removed yet stays, and what was sent of a file is taken",
                "up when the flow is started again. To finish what is being moved first: sync pause, and then sync stop.",
            },
            footer = {"", "Examples:", "  longshore sync stop --flow backup", "  longshore sync stop --wait"})
    static final class Stop implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final FlowJobsOptions jobs = new FlowJobsOptions();

        Stop(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            return jobs.stop(flows.order(), surroundings);
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
            return answer.get(new Query(PATH + "/status").with("host", host), surroundings);
        }
    }

    @Command(
            name = "pause",
            description = "Pause flows: what is being moved is finished, nothing new is begun, until they are resumed.",
            footer = {"", "Example:", "  longshore sync pause --flow backup"})
    static final class Pause implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final Answer answer = new Answer();

        Pause(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.post("/pause", flows.order(), surroundings);
        }
    }

    @Command(
            name = "resume",
            description = "Let paused flows go on.",
            footer = {"", "Example:", "  longshore sync resume"})
    static final class Resume implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final Answer answer = new Answer();

        Resume(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.post("/resume", flows.order(), surroundings);
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
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final Answer answer = new Answer();

        @Option(names = "--cleanup", description = "Approve the removals for which cleanups of the flows wait.")
        private boolean cleanup;

        Approve(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.post("/approve", flows.order("cleanup", cleanup), surroundings);
        }
    }

    @Command(
            name = "forget",
            description = {
                "Leave out the flows of a host that is gone for good: status shows them no more, and verbs do not mean them.",
                "They must not run (longshore sync stop --host NAME). What became of their files stays known, and is found",
                "with --host; a worker of that name, or starting them, brings them back. No file is touched.",
            },
            footer = {"", "Example:", "  longshore sync forget scanner-1"})
    static final class Forget implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Answer answer = new Answer();

        @Parameters(paramLabel = "HOST", description = "Its name, as status shows it before the colon.")
        private String host = "";

        Forget(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.post("/forget", RequestBody.json("{\"host\":" + JsonOrder.text(host) + "}"), surroundings);
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
        private final FileLifeOptions life = new FileLifeOptions();

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
            return life.show(query, path + " in flow " + flow, surroundings);
        }
    }
}
