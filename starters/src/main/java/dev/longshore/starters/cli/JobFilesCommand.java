package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "files",
        description = "List the files of a job in their order, and what came of each.",
        footer = {
            "",
            "Examples:",
            "  longshore job files archive:0198f2c4-… --state failed",
            "  longshore job files archive:0198f2c4-… --all --json",
        })
final class JobFilesCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JobParameter job = new JobParameter();

    @Mixin
    private final ListOptions list = new ListOptions();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only files in this state: ${COMPLETION-CANDIDATES}.",
            completionCandidates = FileStates.class)
    private @Nullable String state;

    JobFilesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        Table table = new Table(
                screen,
                Column.right("FILE"),
                Column.left("STATE"),
                Column.right("BYTES"),
                Column.flexible("SOURCE"),
                Column.flexible("TARGET"),
                Column.right("TRIES"),
                Column.flexible("FAILURE"));
        Query query = new Query(job.path() + "/files").with("state", state);
        long shown = list.each(connection.api(surroundings), query, screen, page -> {
            page.forEach(file -> table.row(cells(file)));
            table.write();
        });
        if (shown == 0 && !list.isJson()) {
            screen.line("No files" + (query.isNarrowed() ? " like that." : "."));
        }
        screen.flush();
        return ExitCodes.DONE;
    }

    private static Cell[] cells(JsonDocument file) {
        String state = file.at("state").text();
        JsonDocument bytes = file.at("bytes");
        return new Cell[] {
            Cell.of(file.at("ordinal").text()),
            new Cell(state, Style.ofState(state)),
            Cell.of(bytes.isNull() ? "" : Figures.size(bytes.number())),
            Cell.of(file.at("source").text()),
            Cell.of(file.at("target").text()),
            Cell.of(file.at("attempts").text()),
            new Cell(new JobView(file).failure(), Style.BAD)
        };
    }
}
