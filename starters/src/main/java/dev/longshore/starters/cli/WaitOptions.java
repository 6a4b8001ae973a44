package dev.longshore.starters.cli;

import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How a verb waits for the end of a job, and what it shows meanwhile. */
public final class WaitOptions {

    @Option(
            names = "--give-up",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to bear that the API does not answer while waiting. Default: 10m.")
    private Duration giveUp = Duration.ofMinutes(10);

    @Option(names = "--json", description = "Print the job as JSON: one object a line, as the API sends it.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /**
     * Shows the job until it has ended. If the user stops us before, the job goes on.
     *
     * @return the exit code that says how it ended
     */
    public int await(JsonDocument job, Api api, Surroundings surroundings) throws InterruptedException {
        Screen screen = new Screen(surroundings);
        JobPage page = new JobPage(screen, surroundings.clock());
        return await(job, api, surroundings, page::write);
    }

    /**
     * Shows the job until it has ended, and then what is to be shown of it.
     *
     * @return the exit code that says how it ended
     */
    int await(JsonDocument job, Api api, Surroundings surroundings, Consumer<JobView> last)
            throws InterruptedException {
        Progress progress = new Progress(new Screen(surroundings), surroundings.clock());
        try {
            if (json) {
                return awaited(job, api, surroundings, printed(surroundings)).exitCode();
            }
            JobView ended = awaited(job, api, surroundings, progress::show);
            progress.clear();
            last.accept(ended);
            progress.flush();
            return ended.exitCode();
        } catch (ClosedOutputException e) {
            return ExitCodes.NO_ANSWER; // nobody looks any more, and how it ends we do not know
        }
    }

    /**
     * Waits until a job has ended that has no files of its own, such as that of a flow.
     *
     * @return the exit code that says how it ended
     */
    int awaitFlow(JsonDocument job, Api api, Surroundings surroundings) throws InterruptedException {
        Screen screen = new Screen(surroundings);
        StateLines lines = new StateLines(line -> {
            screen.line(line);
            screen.flush();
        });
        try {
            return awaited(job, api, surroundings, json ? printed(surroundings) : lines)
                    .exitCode();
        } catch (ClosedOutputException e) {
            return ExitCodes.NO_ANSWER;
        }
    }

    /** Waits until the job has ended; shows how it moves only to people, and to all others what it waits for. */
    JobView awaitEnd(JsonDocument job, Api api, Surroundings surroundings) throws InterruptedException {
        Screen screen = new Screen(surroundings);
        Progress progress = new Progress(screen, surroundings.clock());
        StateLines notes = new StateLines(screen::note);
        Consumer<JobView> noted = now -> {
            if (!now.waitingFor().isEmpty()) {
                notes.accept(now);
            }
        };
        JobView ended = awaited(job, api, surroundings, screen.isLive() && !json ? progress::show : noted);
        progress.clear();
        return ended;
    }

    private JobView awaited(JsonDocument job, Api api, Surroundings surroundings, Consumer<JobView> told)
            throws InterruptedException {
        Screen screen = new Screen(surroundings);
        String id = new JobView(job).id();
        Thread farewell = farewell(id, screen);
        Runtime.getRuntime().addShutdownHook(farewell);
        try (JobWaiter waiter = new JobWaiter(api, id, screen, surroundings.clock(), giveUp)) {
            return waiter.await(job, told);
        } finally {
            forget(farewell);
        }
    }

    private static Consumer<JobView> printed(Surroundings surroundings) {
        Screen screen = new Screen(surroundings);
        return now -> {
            screen.line(now.json().line());
            screen.flush();
        };
    }

    private static Thread farewell(String id, Screen screen) {
        return new Thread(() -> {
            screen.note("");
            screen.note("The job goes on. Watch it again: longshore job watch " + id);
        });
    }

    private static void forget(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the farewell is being said
        }
    }
}
