package dev.longshore.starters.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a verb has jobs of flows started or stopped, shows them, and waits for their ends. */
public final class FlowJobsOptions {

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(names = "--wait", description = "Wait until they have ended. Ctrl-C stops the waiting, not the jobs.")
    private boolean wait;

    /**
     * Has flows started.
     *
     * @param ends whether they end by themselves, so that one can wait for it
     * @return the exit code: 0 once they are started; with {@code --wait} how they ended
     */
    public int start(RequestBody order, boolean ends, Surroundings surroundings) throws InterruptedException {
        if (wait && !ends) {
            throw CommandFailure.refused(
                    "--wait waits for an end, and flows without --once have none",
                    "say --once too, or look at them with longshore sync status");
        }
        Api api = connection.api(surroundings);
        List<JsonDocument> jobs =
                api.post("/api/sync", order, Map.of()).at("items").items();
        if (wait) {
            return awaitFlows(jobs, api, surroundings);
        }
        Screen screen = new Screen(surroundings);
        for (JsonDocument job : jobs) {
            screen.line(waiting.isJson() ? job.line() : inWords(new JobView(job)));
        }
        if (!waiting.isJson()) {
            screen.line("Follow them: longshore sync status");
        }
        screen.flush();
        return ExitCodes.DONE;
    }

    /**
     * Has flows stopped.
     *
     * @return the exit code: 0, for that they were cancelled is what was asked for
     */
    public int stop(RequestBody order, Surroundings surroundings) throws InterruptedException {
        Api api = connection.api(surroundings);
        Screen screen = new Screen(surroundings);
        JobWish wish = new JobWish(api, screen, waiting.isJson());
        List<JsonDocument> jobs = wish.send("/api/sync/stop", order).at("items").items();
        if (jobs.isEmpty() && !waiting.isJson()) {
            screen.line("Nothing is to be stopped.");
            screen.flush();
        }
        for (JsonDocument job : jobs) {
            if (wait) {
                waiting.awaitFlow(job, api, surroundings);
            } else {
                wish.tell(job, "will be cancelled");
            }
        }
        return ExitCodes.DONE;
    }

    private int awaitFlows(List<JsonDocument> jobs, Api api, Surroundings surroundings) throws InterruptedException {
        int worst = ExitCodes.DONE;
        for (JsonDocument job : jobs) {
            int code = waiting.awaitFlow(job, api, surroundings);
            worst = worst == ExitCodes.FAILED || code == ExitCodes.DONE ? worst : code;
        }
        List<String> ids = jobs.stream().map(job -> new JobView(job).id()).toList();
        return worst == ExitCodes.DONE && hasFailedFiles(ids, api) ? ExitCodes.SOME_FILES_FAILED : worst;
    }

    private boolean hasFailedFiles(List<String> jobs, Api api) {
        return api.get("/api/sync/status").at("items").items().stream()
                .filter(flow -> jobs.contains(flow.at("job").text()))
                .anyMatch(flow -> flow.at("failed").number() > 0);
    }

    private static String inWords(JobView job) {
        return Texts.harmless(job.id() + " " + job.state());
    }
}
