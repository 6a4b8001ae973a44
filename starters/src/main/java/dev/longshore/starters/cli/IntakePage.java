package dev.longshore.starters.cli;

import java.time.Clock;
import java.time.Duration;

/** The intake of a room on a page of its own: a fact a line. */
public final class IntakePage {

    private static final int COLUMN = "oldest message ".length();

    private final Screen screen;
    private final Clock clock;

    public IntakePage(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
    }

    public void write(JsonDocument intake) {
        fact("intake", intake.at("state").text(), styleOf(intake.at("state").text()));
        fact("queue", intake.at("queue").text(), Style.PLAIN);
        fact("paused", paused(intake), Style.PLAIN);
        fact("waits for", intake.at("waitingFor").text(), Style.DOUBTFUL);
        fact(
                "unfinished",
                intake.at("unfinished").text() + " of at most "
                        + intake.at("limit").text() + " jobs",
                Style.PLAIN);
        fact("messages", messages(intake.at("messages")), Style.PLAIN);
        if (!intake.at("oldestMessageSeconds").isNull()) {
            Duration age = Duration.ofSeconds(intake.at("oldestMessageSeconds").number());
            fact("oldest message", Figures.time(age) + " old", Style.PLAIN);
        }
    }

    private void fact(String name, String value, Style style) {
        if (!value.isEmpty()) {
            String padded = name + " ".repeat(Math.max(1, COLUMN - name.length()));
            screen.line(screen.paint(Style.FAINT, padded) + screen.paint(style, Texts.harmless(value)));
        }
    }

    private String paused(JsonDocument intake) {
        return intake.at("pausedSince").isNull()
                ? ""
                : "since " + Figures.moment(intake.at("pausedSince").text(), clock) + " by "
                        + intake.at("pausedBy").text();
    }

    private static String messages(JsonDocument messages) {
        return messages.at("received").text() + " received, "
                + messages.at("started").text() + " started, "
                + messages.at("again").text() + " again, "
                + messages.at("refused").text() + " refused";
    }

    private static Style styleOf(String state) {
        return state.equals("running") ? Style.PLAIN : Style.DOUBTFUL;
    }
}
