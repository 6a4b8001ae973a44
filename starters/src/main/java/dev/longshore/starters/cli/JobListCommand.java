package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List jobs, the newest first.",
        footer = {
            "",
            "Examples:",
            "  longshore job list --state running",
            "  longshore job list --all --json",
        })
final class JobListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final ListOptions list = new ListOptions();

    @Option(names = "--room", paramLabel = "ROOM", description = "Only jobs of this room, such as archive.")
    private @Nullable String room;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only jobs in this state: ${COMPLETION-CANDIDATES}.",
            completionCandidates = JobStates.class)
    private @Nullable String state;

    JobListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        Table table = new Table(
                screen,
                Column.flexible("JOB"),
                Column.left("STATE"),
                Column.left("FILES"),
                Column.left("BYTES"),
                Column.left("CREATED"),
                Column.right("TIME"),
                Column.flexible("NOTE"));
        Query query = new Query("/api/jobs").with("room", room).with("state", state);
        long shown = list.each(connection.api(surroundings), query, screen, page -> {
            page.forEach(job -> table.row(cells(new JobView(job), surroundings.clock())));
            table.write();
        });
        if (shown == 0 && !list.isJson()) {
            screen.line("No jobs" + (query.isNarrowed() ? " like that." : " yet."));
        }
        screen.flush();
        return ExitCodes.DONE;
    }

    private static Cell[] cells(JobView job, Clock clock) {
        String note = job.waitingFor().isEmpty() ? job.failure() : "waits for " + job.waitingFor();
        return new Cell[] {
            Cell.of(job.id()),
            new Cell(job.state(), Style.ofState(job.state())),
            Cell.of(job.filesInWords()),
            Cell.of(job.bytesInWords()),
            Cell.of(Figures.moment(job.json().at("createdAt").text(), clock)),
            Cell.of(job.time(clock)),
            Cell.of(note)
        };
    }
}
