package dev.longshore.starters.archive;

import dev.longshore.starters.cli.ConnectionOptions;
import dev.longshore.starters.cli.IntakePage;
import dev.longshore.starters.cli.JsonDocument;
import dev.longshore.starters.cli.RequestBody;
import dev.longshore.starters.cli.Screen;
import dev.longshore.starters.cli.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verbs for orders that come by themselves, from a queue. */
final class ArchiveIntakeCommand {

    private static final String PATH = "/api/archive/";

    private ArchiveIntakeCommand() {}

    /** What the three have in common. */
    static final class Answer {

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        @Option(names = "--json", description = "Print the intake as JSON on one line, as the API sends it.")
        private boolean json;

        int show(JsonDocument intake, Surroundings surroundings) {
            Screen screen = new Screen(surroundings);
            if (json) {
                screen.line(intake.line());
            } else {
                new IntakePage(screen, surroundings.clock()).write(intake);
            }
            screen.flush();
            return 0;
        }

        JsonDocument tell(String verb, Surroundings surroundings) {
            return connection.api(surroundings).post(PATH + verb, RequestBody.none(), Map.of());
        }

        JsonDocument ask(Surroundings surroundings) {
            return connection.api(surroundings).get(PATH + "intake");
        }
    }

    @Command(
            name = "pause",
            description = {
                "Take no more orders from the queue. Messages stay in it; jobs that were started go on.",
                "Holds for all API processes, also when they are started anew, until it is resumed.",
            },
            footer = {"", "Example:", "  longshore archive pause"})
    static final class Pause implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Answer answer = new Answer();

        Pause(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.show(answer.tell("pause", surroundings), surroundings);
        }
    }

    @Command(
            name = "resume",
            description = "Take orders from the queue again.",
            footer = {"", "Example:", "  longshore archive resume"})
    static final class Resume implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Answer answer = new Answer();

        Resume(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.show(answer.tell("resume", surroundings), surroundings);
        }
    }

    @Command(
            name = "intake",
            description = {
                "Show whether orders are taken from the queue, how many jobs are unfinished, and what came of the messages.",
                "The messages are those that the API asked has received since it began.",
            },
            footer = {"", "Example:", "  longshore archive intake --json"})
    static final class Intake implements Callable<Integer> {

        private final Surroundings surroundings;

        @Mixin
        private final Answer answer = new Answer();

        Intake(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            return answer.show(answer.ask(surroundings), surroundings);
        }
    }
}
