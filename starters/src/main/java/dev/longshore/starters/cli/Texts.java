package dev.longshore.starters.cli;

/** Texts from outside, made fit for a terminal: names of files may hold anything. */
final class Texts {

    private Texts() {}

    /** Control characters could move the cursor, change colours or set titles; they become a question mark. */
    static String harmless(String text) {
        if (text.codePoints().noneMatch(Texts::isUnfit)) {
            return text;
        }
        StringBuilder fit = new StringBuilder(text.length());
        text.codePoints().forEach(point -> fit.appendCodePoint(isUnfit(point) ? '?' : point));
        return fit.toString();
    }

    /** Columns on a terminal: letters of East Asian scripts and pictures take two, combining marks none. */
    static int columns(String text) {
        return text.codePoints().map(Texts::columnsOf).sum();
    }

    /** The text in at most that many columns, with dots for what is left out of its middle. */
    static String shortened(String text, int columns) {
        if (columns(text) <= columns) {
            return text;
        }
        if (columns <= 3) {
            return start(text, columns);
        }
        int tail = (columns - 1) / 2;
        return start(text, columns - 1 - tail) + "…" + end(text, tail);
    }

    private static String start(String text, int columns) {
        StringBuilder kept = new StringBuilder();
        int taken = 0;
        for (int point : text.codePoints().toArray()) {
            taken += columnsOf(point);
            if (taken > columns) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.toString();
    }

    private static String end(String text, int columns) {
        int[] points = text.codePoints().toArray();
        int first = points.length;
        int taken = 0;
        while (first > 0 && taken + columnsOf(points[first - 1]) <= columns) {
            taken += columnsOf(points[--first]);
        }
        return new String(points, first, points.length - first);
    }

    private static boolean isUnfit(int point) {
        return Character.isISOControl(point)
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }

    private static int columnsOf(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }
}
