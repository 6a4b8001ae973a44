package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;
import java.time.Clock;
import java.util.List;

/** Flows of the room {@code sync}, a line each, and the lives of their files. */
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
        if (wroteJson(answer)) {
            return;
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
        answer.at("items").items().forEach(flow -> table.row(flow(flow)));
        table.write();
        sayIfNone(answer, "No flows. A worker announces them: longshore worker --pools sync --host NAME");
    }

    public void writeJobs(JsonDocument answer) {
        if (wroteJson(answer)) {
            return;
        }
        for (JsonDocument item : answer.at("items").items()) {
            JobView job = new JobView(item);
            screen.line(Texts.harmless(job.id() + " " + job.state()));
        }
        screen.line("Follow them: longshore sync status");
    }

    /** Answers false if nobody has ever seen the file. */
    public boolean writeLife(JsonDocument answer) {
        boolean isKnown = !answer.at("items").items().isEmpty();
        if (wroteJson(answer)) {
            return isKnown;
        }
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
        answer.at("items").items().forEach(file -> table.row(content(file)));
        table.write();
        sayIfNone(answer, "Nobody has seen such a file.");
        return isKnown;
    }

    private boolean wroteJson(JsonDocument answer) {
        if (json) {
            answer.at("items").items().forEach(item -> screen.line(item.line()));
        }
        return json;
    }

    private void sayIfNone(JsonDocument answer, String words) {
        if (answer.at("items").items().isEmpty()) {
            screen.line(words);
        }
    }

    private Cell[] flow(JsonDocument flow) {
        String state = flow.at("state").text();
        String waitsFor = flow.at("waitingFor").text();
        return new Cell[] {
            Cell.of(flow.at("host").text() + ":" + flow.at("flow").text()),
            new Cell(state, Style.ofState(state)),
            Cell.of(count(flow.at("waiting"))),
            Cell.of(count(flow.at("moving"))),
            Cell.of(count(flow.at("movedToday"))),
            Cell.of(speed(flow)),
            Cell.of(flow.at("failed").text()),
            Cell.of(moment(flow.at("oldestWaiting"))),
            Cell.of(waitsFor.isEmpty() ? errorOrEnds(flow) : "waits for " + waitsFor)
        };
    }

    private static String speed(JsonDocument flow) {
        long bytes = flow.at("bytesPerSecond").number();
        return bytes == 0 ? "-" : Figures.size(bytes) + "/s";
    }

    private static String errorOrEnds(JsonDocument flow) {
        JsonDocument error = flow.at("lastError");
        return error.isNull() || error.at("path").text().isEmpty()
                ? ends(flow)
                : Texts.harmless(
                        error.at("path").text() + ": " + error.at("why").text());
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

    private Cell[] content(JsonDocument file) {
        return new Cell[] {
            Cell.of(file.at("generation").text()),
            Cell.of(file.at("state").text().toLowerCase(java.util.Locale.ROOT)),
            Cell.of(Figures.size(file.at("bytes").number())),
            Cell.of(moment(file.at("foundAt"))),
            Cell.of(moment(file.at("verifiedAt"))),
            Cell.of(moment(file.at("endedAt"))),
            Cell.of(file.at("target").text()),
            Cell.of(file.at("proof").text()),
            Cell.of(file.at("why").text())
        };
    }

    private String moment(JsonDocument time) {
        return time.isNull() ? "" : Figures.moment(time.text(), clock);
    }
}
