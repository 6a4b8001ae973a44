package dev.longshore.starters.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time without an answer of the API: says so once, tries again with growing pauses, gives up in the end. */
final class Outage {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Screen screen;
    private final Clock clock;
    private final Duration patience;
    private @Nullable Instant since;
    private Duration pause = FIRST_PAUSE;

    Outage(Screen screen, Clock clock, Duration patience) {
        this.screen = screen;
        this.clock = clock;
        this.patience = patience;
    }

    /** @throws CommandFailure if it has lasted too long */
    void endure(CommandFailure failure, String watchAgain) throws InterruptedException {
        Instant now = clock.instant();
        if (since == null) {
            since = now;
            screen.note("note: " + failure.getMessage() + "; the job does not need us, trying again for "
                    + Figures.time(patience));
        }
        if (!now.isBefore(since.plus(patience))) {
            throw CommandFailure.noAnswer(
                            "gave up after " + Figures.time(patience) + ": " + failure.getMessage(), watchAgain)
                    .because(failure);
        }
        Thread.sleep(pause.toMillis());
        pause = pause.multipliedBy(3).dividedBy(2);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
    }

    void isOver() {
        if (since != null) {
            screen.note("note: the API answers again");
            since = null;
            pause = FIRST_PAUSE;
        }
    }
}
