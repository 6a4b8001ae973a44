package dev.longshore.starters.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        description = "Show one job: its state, its figures and what came of it.",
        footer = {"", "Example:", "  longshore job show archive:0198f2c4-…"})
final class JobShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JobParameter job = new JobParameter();

    @Option(names = "--json", description = "Print the job as JSON on one line, as the API sends it.")
    private boolean json;

    JobShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        JsonDocument answer = connection.api(surroundings).get(job.path());
        if (json) {
            screen.line(answer.line());
        } else {
            new JobPage(screen, surroundings.clock()).write(new JobView(answer));
        }
        screen.flush();
        return ExitCodes.DONE;
    }
}
