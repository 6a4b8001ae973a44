package dev.longshore.starters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "watch",
        description = {
            "Follow a job until it has ended. Ctrl-C stops the watching, not the job.",
            "Exit code: 0 done, 1 failed or cancelled, 4 done but some files failed.",
        },
        footer = {"", "Example:", "  longshore job watch archive:0198f2c4-…"})
final class JobWatchCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JobParameter job = new JobParameter();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    JobWatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = connection.api(surroundings);
        return wait.await(api.get(job.path()), api, surroundings);
    }
}
