package dev.longshore.starters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cancel",
        description = {
            "Cancel a job for good: it cleans up and leaves no half-written object.",
            "With --wait the exit code says how it ended: 1 cancelled or failed; 0 or 4 if it was done before.",
        },
        footer = {"", "Example:", "  longshore job cancel archive:0198f2c4-… --wait"})
final class JobCancelCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JobParameter job = new JobParameter();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(names = "--wait", description = "Wait until it has ended.")
    private boolean wait;

    JobCancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = connection.api(surroundings);
        JobWish wish = new JobWish(api, new Screen(surroundings), waiting.isJson());
        JsonDocument answer = wish.send(job.path() + "/cancel", RequestBody.none());
        if (wait) {
            return waiting.await(answer, api, surroundings);
        }
        wish.tell(answer, "will be cancelled");
        return ExitCodes.DONE;
    }
}
