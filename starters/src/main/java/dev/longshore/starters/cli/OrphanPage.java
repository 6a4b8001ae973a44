package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a sweep found, a line each, and what is to be said about it. */
public final class OrphanPage {

    private final Screen screen;
    private final Clock clock;

    public OrphanPage(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
    }

    /** Answers false if something was to be removed and stays. */
    public boolean write(JsonDocument swept, boolean json) {
        List<JsonDocument> items = swept.at("items").items();
        if (json) {
            items.forEach(item -> screen.line(item.line()));
        } else {
            writeTable(items);
            screen.line(sum(swept, items));
        }
        swept.at("skipped")
                .items()
                .forEach(each -> screen.note("not looked into: "
                        + each.at("bucket").text() + ", " + each.at("reason").text()));
        if (says(swept, "more")) {
            screen.note("There may be more than these; sweep again.");
        }
        return !says(swept, "removes") || items.stream().allMatch(item -> says(item, "removed"));
    }

    private void writeTable(List<JsonDocument> items) {
        Table table = new Table(
                screen,
                Column.left("KIND"),
                Column.flexible("BUCKET"),
                Column.flexible("KEY"),
                Column.right("AGE"),
                Column.right("BYTES"),
                Column.flexible("JOB"));
        items.forEach(item -> table.row(
                Cell.of(item.at("kind").text()),
                Cell.of(item.at("bucket").text()),
                Cell.of(item.at("key").text()),
                Cell.of(age(item)),
                Cell.of(Figures.size(item.at("bytes").number())),
                Cell.of(item.at("job").text())));
        table.write();
    }

    private String age(JsonDocument item) {
        Instant since = Instant.parse(item.at("since").text());
        return Figures.time(Duration.between(since, clock.instant()));
    }

    private static String sum(JsonDocument swept, List<JsonDocument> items) {
        if (items.isEmpty()) {
            return "Nothing older than " + swept.at("olderThan").text() + " is left behind.";
        }
        long removed = items.stream().filter(item -> says(item, "removed")).count();
        return says(swept, "removes")
                ? "Removed " + removed + " of " + items.size() + "."
                : "Nothing was removed; --remove removes "
                        + (items.size() == 1 ? "it." : "these " + items.size() + ".");
    }

    private static boolean says(JsonDocument document, String field) {
        return document.at(field).text().equals("true");
    }
}
