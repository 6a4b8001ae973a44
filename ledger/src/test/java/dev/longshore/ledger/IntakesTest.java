package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IntakesTest {

    private static LedgerServer server;
    private static Intakes intakes;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        intakes = server.ledger().intakes();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aRoomTakesOrdersUntilItIsPaused() {
        assertThat(intakes.isPaused("filerobot")).isFalse();
        assertThat(intakes.pauseOf("filerobot")).isEmpty();

        intakes.resume("filerobot");

        assertThat(intakes.isPaused("filerobot")).isFalse();
    }

    @Test
    void aPauseSaysByWhomAndSinceWhenAndHoldsForOthersToo() {
        Instant before = Instant.now();
        intakes.pause("archive", "first");
        IntakePause pause = intakes.pauseOf("archive").orElseThrow();
        intakes.pause("archive", "second");

        assertThat(pause.by()).isEqualTo("first");
        assertThat(pause.since()).isBetween(before.minus(Duration.ofMinutes(1)), before.plus(Duration.ofMinutes(1)));
        assertThat(intakes.pauseOf("archive")).contains(pause);
        assertThat(intakes.isPaused("sync")).isFalse();
        try (Ledger other = Ledger.connect(server.settings(3))) {
            assertThat(other.intakes().pauseOf("archive")).contains(pause);
            other.intakes().resume("archive");
        }
        assertThat(intakes.isPaused("archive")).isFalse();
        intakes.pause("archive", "third");
        assertThat(intakes.pauseOf("archive").orElseThrow().by()).isEqualTo("third");
    }

    @Test
    void countsTheJobsOfARoomThatHaveNotEnded() {
        Jobs jobs = server.ledger().jobs();
        server.aJobOf("a");
        server.aRunningJobOf("a");
        server.aRunningCopyOf("a");
        Job ended = server.aRunningJobOf("a");
        server.ledger().runs().close(ended.id(), ended.epoch(), new Ending(JobState.CANCELLED, null, null));

        assertThat(jobs.unfinishedOf("archive")).isEqualTo(2);
        assertThat(jobs.unfinishedOf("filerobot")).isOne();
        assertThat(jobs.unfinishedOf("sync")).isZero();
    }
}
