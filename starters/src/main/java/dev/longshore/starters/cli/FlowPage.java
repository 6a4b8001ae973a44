package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;
import java.time.Clock;
import java.util.List;

/** Flows of the room {@code sync}, a line each. */
public final class FlowPage {

    private final Screen screen;
    private final Clock clock;
    private final boolean json;

    public FlowPage(Screen screen, Clock clock, boolean json) {
        this.screen = screen;
        this.clock = clock;
        this.json = json;
    }

    public void writeFlows(JsonDocument answer) {
        List<JsonDocument> flows = answer.at("items").items();
        if (json) {
            flows.forEach(flow -> screen.line(flow.line()));
            return;
        }
        if (flows.isEmpty()) {
            screen.line("No flows. A worker announces them: longshore worker --pools sync --host NAME");
        }
        Table table = new Table(
                screen,
                Column.left("FLOW"),
                Column.left("STATE"),
                Column.right("WAITING"),
                Column.right("MOVING"),
                Column.right("MOVED TODAY"),
                Column.right("SPEED"),
                Column.right("FAILED"),
                Column.left("OLDEST"),
                Column.flexible("NOTE"));
        flows.forEach(flow -> table.row(flow(flow)));
        table.write();
    }

    private Cell[] flow(JsonDocument flow) {
        String state = flow.at("state").text();
        return new Cell[] {
            Cell.of(flow.at("host").text() + ":" + flow.at("flow").text()),
            new Cell(state, Style.ofState(state)),
            Cell.of(count(flow.at("waiting"))),
            Cell.of(count(flow.at("moving"))),
            Cell.of(count(flow.at("movedToday"))),
            Cell.of(speed(flow)),
            Cell.of(flow.at("failed").text()),
            Cell.of(moment(flow.at("oldestWaiting"))),
            Cell.of(note(flow))
        };
    }

    private static String speed(JsonDocument flow) {
        long bytes = flow.at("bytesPerSecond").number();
        return bytes == 0 ? "-" : Figures.size(bytes) + "/s";
    }

    /** What somebody should know; else where its files come from and go to. */
    private static String note(JsonDocument flow) {
        String waitsFor = flow.at("waitingFor").text();
        String failure = new JobView(flow).failure();
        JsonDocument error = flow.at("lastError");
        if (flow.at("former").text().equals("true")) {
            return "not in the settings of " + flow.at("host").text() + " any more";
        }
        if (!waitsFor.isEmpty()) {
            return "waits for " + waitsFor;
        }
        if (!failure.isEmpty()) {
            return failure;
        }
        return error.isNull() || error.at("path").text().isEmpty()
                ? ends(flow)
                : error.at("path").text() + ": " + error.at("why").text();
    }

    private static String ends(JsonDocument flow) {
        List<String> ends = List.of(flow.at("folder").text(), flow.at("place").text());
        return flow.at("direction").text().equals("up")
                ? ends.get(0) + " to " + ends.get(1)
                : ends.get(1) + " to " + ends.get(0);
    }

    private static String count(JsonDocument count) {
        long files = count.at("files").number();
        return files == 0 ? "-" : files + " (" + Figures.size(count.at("bytes").number()) + ")";
    }

    private String moment(JsonDocument time) {
        return time.isNull() ? "" : Figures.moment(time.text(), clock);
    }
}
