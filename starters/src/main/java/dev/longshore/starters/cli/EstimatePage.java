package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;

/** What a job would come to: a table of figures, the price last. */
final class EstimatePage {

    private final Table table;

    EstimatePage(Screen screen) {
        this.table = new Table(screen, Column.left("what"), Column.right("figure"), Column.flexible("of which"));
    }

    void write(JsonDocument result) {
        row("entries", result.at("entries").text(), leftOut(result));
        row("size", size(result, "size"), result.at("archive").text());
        row("read", size(result, "bytesRead"), "through the worker");
        row("sent", size(result, "bytesSent"), "through the worker");
        row("copied by store", size(result, "bytesCopiedByStore"), "by requests alone");
        row("parts", result.at("parts", "total").text(), counts(result.at("parts")));
        if (result.at("stages").number() > 0) {
            row("stages", result.at("stages").text(), "each a temporary object that the store copies");
        }
        row("requests", String.valueOf(sum(result.at("requests"))), counts(result.at("requests")));
        row(
                "price",
                result.at("price", "requests").text(),
                result.at("price", "currency").text() + ", of the requests");
        table.write();
    }

    /** Such as {@code 3 get, 1 put}: those that there are. */
    static String counts(JsonDocument counts) {
        StringBuilder words = new StringBuilder();
        counts.fields().forEach((name, count) -> {
            if (!name.equals("total") && count.number() > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(count.number())
                        .append(' ')
                        .append(name);
            }
        });
        return words.toString();
    }

    private static long sum(JsonDocument counts) {
        return counts.fields().values().stream().mapToLong(JsonDocument::number).sum();
    }

    private static String leftOut(JsonDocument result) {
        int leftOut = result.at("leftOut").items().size();
        return leftOut == 0 ? "" : leftOut + " left out";
    }

    private static String size(JsonDocument result, String field) {
        return Figures.size(result.at(field).number());
    }

    private void row(String what, String figure, String details) {
        table.row(Cell.of(what), Cell.of(figure), Cell.of(details));
    }
}
