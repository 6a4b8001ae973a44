package dev.longshore.starters.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.ByteCounts;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TimeLeftTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final FileCounts TEN_FILES = new FileCounts(10, 0, 0, 0);

    private Duration passed = Duration.ZERO;
    private final TimeLeft left = new TimeLeft(new Clock() {
        @Override
        public Instant instant() {
            return START.plus(passed);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void isThatOfTheBytes() {
        assertThat(after(10, running(TEN_FILES, new ByteCounts(1000, 100)))).hasValue(90);
    }

    @Test
    void isThatOfTheFilesWhereThereAreNoBytes() {
        assertThat(after(10, running(new FileCounts(10, 1, 1, 3), new ByteCounts(0, 0))))
                .hasValue(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "PAUSED", "DONE", "FAILED", "CANCELLED"})
    void aJobThatDoesNotRunHasNone(JobState state) {
        assertThat(after(10, job(state, null, TEN_FILES, new ByteCounts(1000, 100))))
                .isEmpty();
    }

    @Test
    void aJobThatWaitsHasNone() {
        Job waits = job(JobState.RUNNING, "the store", TEN_FILES, new ByteCounts(1000, 100));

        assertThat(after(10, waits)).isEmpty();
    }

    @Test
    void aPauseIsNotCounted() {
        ByteCounts half = new ByteCounts(1000, 500);
        after(100, running(TEN_FILES, half));
        after(3600, job(JobState.PAUSED, null, TEN_FILES, half));

        assertThat(after(3601, running(TEN_FILES, half))).isEmpty();
        assertThat(after(3611, running(TEN_FILES, new ByteCounts(1000, 600)))).hasValue(40);
    }

    private OptionalLong after(long seconds, Job job) {
        passed = Duration.ofSeconds(seconds);
        return left.of(job);
    }

    private static Job running(FileCounts files, ByteCounts bytes) {
        return job(JobState.RUNNING, null, files, bytes);
    }

    private static Job job(JobState state, @Nullable String waitingFor, FileCounts files, ByteCounts bytes) {
        return new Job(
                "archive:1",
                "archive",
                state,
                Desired.RUN,
                false,
                0,
                0,
                1,
                waitingFor,
                "{}",
                null,
                files,
                bytes,
                "local",
                true,
                START,
                START,
                null,
                null);
    }
}
