package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;
import java.time.Clock;
import picocli.CommandLine.Mixin;

/** How a verb shows the life of a file: each content that its name had. */
public final class FileLifeOptions {

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final ListOptions list = new ListOptions();

    /**
     * Shows it a page at a time.
     *
     * @param name in the words of the user, for whom it may not exist
     */
    public int show(Query life, String name, Surroundings surroundings) {
        Screen screen = new Screen(surroundings);
        Table table = new Table(
                screen,
                Column.right("NO."),
                Column.left("STATE"),
                Column.right("BYTES"),
                Column.left("FOUND"),
                Column.left("VERIFIED"),
                Column.left("ENDED"),
                Column.flexible("TARGET"),
                Column.flexible("PROOF"),
                Column.flexible("NOTE"));
        long shown = list.each(connection.api(surroundings), life, screen, page -> {
            page.forEach(content -> table.row(cells(content, surroundings.clock())));
            table.write();
        });
        screen.flush();
        if (shown == 0) {
            throw new CommandFailure(
                    ExitCodes.NOT_FOUND,
                    "nobody has seen " + name,
                    "a path is that below the flow's folder or prefix, such as invoices/2026-11.pdf");
        }
        return ExitCodes.DONE;
    }

    private static Cell[] cells(JsonDocument content, Clock clock) {
        String state = content.at("state").text();
        return new Cell[] {
            Cell.of(content.at("generation").text()),
            new Cell(state, Style.ofState(state)),
            Cell.of(Figures.size(content.at("bytes").number())),
            Cell.of(moment(content.at("foundAt"), clock)),
            Cell.of(moment(content.at("verifiedAt"), clock)),
            Cell.of(moment(content.at("endedAt"), clock)),
            Cell.of(content.at("target").text()),
            Cell.of(content.at("proof").text()),
            Cell.of(content.at("why").text())
        };
    }

    private static String moment(JsonDocument time, Clock clock) {
        return time.isNull() ? "" : Figures.moment(time.text(), clock);
    }
}
