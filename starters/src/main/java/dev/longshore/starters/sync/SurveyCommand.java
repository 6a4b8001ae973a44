package dev.longshore.starters.sync;

import dev.longshore.starters.cli.Surroundings;
import dev.longshore.starters.cli.SurveyOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verbs that look at flows and say what they find. */
final class SurveyCommand {

    private SurveyCommand() {}

    @Command(
            name = "check",
            description = {
                "Compare folder and bucket of flows by their contents, and change nothing. One line for each name:",
                "= the same on both sides, or moved and as its receipt says; + missing at the target;",
                "- only at the target; * both are there, but differ; ! could not be read.",
                "Exit code: 0 all the same, 4 there are differences, 1 it failed or was cancelled.",
            },
            footer = {"", "Example:", "  longshore sync check --flow output"})
    static final class Check implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final SurveyOptions survey = new SurveyOptions();

        Check(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            return survey.send("/api/sync/check", flows.order(), surroundings);
        }
    }

    @Command(
            name = "plan",
            description = {
                "Say what flows would do now, and change nothing: what would be moved and under which name, what waits",
                "and for what, and what no flow moves and why.",
            },
            footer = {"", "Example:", "  longshore sync plan --flow output"})
    static final class Plan implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final SurveyOptions survey = new SurveyOptions();

        Plan(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            return survey.send("/api/sync/plan", flows.order(), surroundings);
        }
    }

    @Command(
            name = "cleanup",
            description = {
                "Remove files and empty folders that are older than max-age (MAX_FILE_AGE_DAYS) from folders of flows.",
                "What is to be uploaded and has no receipt stays, whatever its age; so does what was changed since a flow",
                "brought it, and what no flow moves. More than half of a folder waits for: longshore sync approve --cleanup.",
            },
            footer = {"", "Example:", "  longshore sync cleanup --flow input --dry-run"})
    static final class Cleanup implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final FlowsOfCommand flows = new FlowsOfCommand();

        @Mixin
        private final SurveyOptions survey = new SurveyOptions();

        @Option(names = "--dry-run", description = "Only say what would be removed, what would stay, and why.")
        private boolean dryRun;

        Cleanup(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws InterruptedException {
            return survey.send("/api/sync/cleanup", flows.order("dryRun", dryRun), surroundings);
        }
    }
}
