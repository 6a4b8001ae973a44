package dev.longshore.activities.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.ByteCounts;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class JobMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JobMeters meters = new JobMeters(registry, "archive");

    @Test
    void countsHowLongAJobTookFromItsOrderToItsEnd() {
        meters.ended(job(JobState.DONE, new FileCounts(5, 5, 0, 0)));

        assertThat(duration("done").count()).isEqualTo(1);
        assertThat(duration("done").totalTime(TimeUnit.SECONDS)).isEqualTo(90);
        assertThat(duration("failed").count()).isZero();
    }

    @Test
    void countsTheFilesThatCameToNothingByTheirOutcome() {
        meters.ended(job(JobState.FAILED, new FileCounts(10, 4, 1, 2)));

        assertThat(files("failed")).isEqualTo(1);
        assertThat(files("skipped")).isEqualTo(2);
        assertThat(files("cancelled")).isEqualTo(3);
        assertThat(duration("failed").count()).isEqualTo(1);
    }

    private Timer duration(String state) {
        return registry.get("longshore.job.duration")
                .tags("room", "archive", "state", state)
                .timer();
    }

    private double files(String outcome) {
        return registry.get("longshore.files")
                .tags("room", "archive", "outcome", outcome)
                .counter()
                .count();
    }

    private static Job job(JobState state, FileCounts files) {
        Instant created = Instant.parse("2026-11-21T10:00:00Z");
        return new Job(
                "archive:1",
                "archive",
                state,
                Desired.RUN,
                false,
                0,
                0,
                1,
                null,
                "{}",
                null,
                files,
                new ByteCounts(0, 0),
                "me",
                true,
                created,
                created.plusSeconds(30),
                created.plusSeconds(90),
                null);
    }
}
