package dev.longshore.starters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pause",
        description =
                "Pause a job: it begins no new files. Those it is at are finished first, unless it shall stop now.",
        footer = {"", "Example:", "  longshore job pause archive:0198f2c4-… --now"})
final class JobPauseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JobParameter job = new JobParameter();

    @Option(names = "--now", description = "Stop files in flight where they are; they go on from there.")
    private boolean now;

    @Option(names = "--json", description = "Print the job as JSON on one line, as the API sends it.")
    private boolean json;

    JobPauseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JobWish wish = new JobWish(connection.api(surroundings), new Screen(surroundings), json);
        RequestBody body = now ? RequestBody.json("{\"now\":true}") : RequestBody.none();
        wish.tell(wish.send(job.path() + "/pause", body), "will pause");
        return ExitCodes.DONE;
    }
}
