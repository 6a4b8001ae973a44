package dev.longshore.starters.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under a header, in columns as wide as the rows seen so far. A last column that does not fit the terminal is
 * shortened in its middle.
 */
final class Table {

    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    private final Screen screen;
    private final List<Column> columns;
    private final int[] widths;
    private final List<List<Cell>> waiting = new ArrayList<>();
    private boolean isHeaderWritten;

    Table(Screen screen, Column... columns) {
        this.screen = screen;
        this.columns = List.of(columns);
        this.widths = this.columns.stream()
                .mapToInt(column -> Texts.columns(column.name()))
                .toArray();
    }

    /** @param flexible gives way first when the terminal is narrow */
    record Column(String name, boolean right, boolean flexible) {

        static Column left(String name) {
            return new Column(name, false, false);
        }

        static Column right(String name) {
            return new Column(name, true, false);
        }

        static Column flexible(String name) {
            return new Column(name, false, true);
        }
    }

    record Cell(String text, Style style) {

        Cell {
            text = Texts.harmless(text);
        }

        static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    void row(Cell... cells) {
        waiting.add(List.of(cells));
    }

    /** Writes the rows given since the last time, so that a list of any length needs the memory of one page. */
    void write() {
        waiting.forEach(this::widen);
        narrow();
        if (!isHeaderWritten && !waiting.isEmpty()) {
            List<Cell> header = columns.stream()
                    .map(column -> new Cell(column.name(), Style.BOLD))
                    .toList();
            screen.line(written(header));
            isHeaderWritten = true;
        }
        waiting.forEach(row -> screen.line(written(row)));
        waiting.clear();
    }

    private void widen(List<Cell> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Texts.columns(row.get(i).text()));
        }
    }

    private void narrow() {
        long total = (long) GAP * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        for (long over = total - screen.width(); over > 0; over--) {
            int widest = widestFlexible();
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private int widestFlexible() {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean canGive = columns.get(i).flexible() && widths[i] > NARROWEST;
            if (canGive && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String written(List<Cell> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = Texts.shortened(row.get(i).text(), widths[i]);
            String space = " ".repeat(widths[i] - Texts.columns(text));
            String painted = screen.paint(row.get(i).style(), text);
            line.append(columns.get(i).right() ? space + painted : painted + space)
                    .append(" ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }
}
