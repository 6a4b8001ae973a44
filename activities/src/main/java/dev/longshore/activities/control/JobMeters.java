package dev.longshore.activities.control;

import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What operators see of the jobs of a room that ended. A close whose answer was lost may be counted twice. */
final class JobMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1)
    };

    private final Map<JobState, Timer> durations = new EnumMap<>(JobState.class);
    private final Counter failed;
    private final Counter skipped;
    private final Counter cancelled;

    JobMeters(MeterRegistry registry, String room) {
        for (JobState state : JobState.values()) {
            if (state.isFinished()) {
                durations.put(state, duration(registry, room, state));
            }
        }
        failed = files(registry, room, "failed");
        skipped = files(registry, room, "skipped");
        cancelled = files(registry, room, "cancelled");
    }

    void ended(Job job) {
        FileCounts files = job.files();
        failed.increment((double) files.failed());
        skipped.increment((double) files.skipped());
        cancelled.increment((double) (files.total() - files.done() - files.failed() - files.skipped()));
        Instant finished = job.finishedAt();
        Timer timer = durations.get(job.state());
        if (finished != null && timer != null) {
            timer.record(Duration.between(job.createdAt(), finished));
        }
    }

    private static Timer duration(MeterRegistry registry, String room, JobState state) {
        return Timer.builder("longshore.job.duration")
                .tag("room", room)
                .tag("state", state.word())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static Counter files(MeterRegistry registry, String room, String outcome) {
        return Counter.builder("longshore.files")
                .tag("room", room)
                .tag("outcome", outcome)
                .register(registry);
    }
}
