package dev.longshore.starters.cli;

/** How a text looks on a terminal with colours. */
enum Style {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    GOOD("32"),
    DOUBTFUL("33"),
    BAD("31"),
    BUSY("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    static Style ofState(String state) {
        return switch (state) {
            case "done", "ok", "moved", "kept" -> GOOD;
            case "failed", "fail" -> BAD;
            case "running", "moving" -> BUSY;
            case "paused", "cancelled", "skipped", "warn", "replaced", "gone" -> DOUBTFUL;
            default -> PLAIN;
        };
    }

    String paint(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
