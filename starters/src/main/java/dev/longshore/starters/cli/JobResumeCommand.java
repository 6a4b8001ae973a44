package dev.longshore.starters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "resume",
        description = "Let a paused job go on from where it stopped.",
        footer = {"", "Example:", "  longshore job resume archive:0198f2c4-…"})
final class JobResumeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JobParameter job = new JobParameter();

    @Option(names = "--json", description = "Print the job as JSON on one line, as the API sends it.")
    private boolean json;

    JobResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JobWish wish = new JobWish(connection.api(surroundings), new Screen(surroundings), json);
        wish.tell(wish.send(job.path() + "/resume", RequestBody.none()), "will go on");
        return ExitCodes.DONE;
    }
}
