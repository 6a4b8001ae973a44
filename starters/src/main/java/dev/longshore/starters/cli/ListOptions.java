package dev.longshore.starters.cli;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a list is shown, and how. Whatever its length, one page is held at a time. */
final class ListOptions {

    private static final int PAGE = 1_000;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: 100.")
    private long limit = 100;

    @Option(names = "--all", description = "All of them, whatever their number.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON: one item a line, as the API sends it.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Prints the items as JSON, or hands each page over; tells people if there are more. Returns how many there were. */
    long each(Api api, Query query, Screen screen, Consumer<List<JsonDocument>> table) {
        if (limit < 1) {
            throw CommandFailure.refused("--limit is " + limit, "it must be at least 1; --all shows all");
        }
        long shown = 0;
        String cursor = null;
        do {
            JsonDocument page = api.get(page(query, cursor, shown).toString());
            show(page.at("items").items(), screen, table);
            shown += page.at("items").items().size();
            cursor = next(page);
        } while (cursor != null && (all || shown < limit));
        if (cursor != null && !json) {
            screen.note("There are more: see --limit and --all.");
        }
        return shown;
    }

    private Query page(Query query, @Nullable String cursor, long shown) {
        long size = all ? PAGE : Math.min(PAGE, limit - shown);
        return query.with("limit", size).with("cursor", cursor);
    }

    private static @Nullable String next(JsonDocument page) {
        boolean isLast = page.at("next").isNull() || page.at("items").items().isEmpty();
        return isLast ? null : page.at("next").text();
    }

    private void show(List<JsonDocument> items, Screen screen, Consumer<List<JsonDocument>> table) {
        if (json) {
            items.forEach(item -> screen.line(item.line()));
        } else {
            table.accept(items);
        }
        screen.flush();
    }
}
