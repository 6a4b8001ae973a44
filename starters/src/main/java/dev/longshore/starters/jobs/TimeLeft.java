package dev.longshore.starters.jobs;

import dev.longshore.ledger.FileCounts;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Estimates how long jobs will still take, each by its own speed. A job that nobody has looked at before counts from its start. */
final class TimeLeft {

    /** Those that were looked at last; of others no more is lost than how fast they were. */
    private static final int MOST_JOBS = 1_000;

    private final Clock clock;
    private final Map<String, Speed> speeds = new LinkedHashMap<>(16, 0.75f, true);

    TimeLeft(Clock clock) {
        this.clock = clock;
    }

    /** In seconds; empty unless the job runs, waits for nothing, and something of it has been done. */
    synchronized OptionalLong of(Job job) {
        Instant now = clock.instant();
        if (job.state().isFinished()) {
            speeds.remove(job.id());
            return OptionalLong.empty();
        }
        if (job.state() != JobState.RUNNING || job.waitingFor() != null) {
            keep(job, new Speed(now, done(job))); // the time of a pause is not that of the work
            return OptionalLong.empty();
        }
        return speedOf(job, now).secondsLeft(now, done(job), total(job));
    }

    private Speed speedOf(Job job, Instant now) {
        Speed known = speeds.get(job.id());
        return known == null ? keep(job, new Speed(startOf(job, now), 0)) : known;
    }

    private Speed keep(Job job, Speed speed) {
        speeds.put(job.id(), speed);
        if (speeds.size() > MOST_JOBS) {
            speeds.remove(speeds.keySet().iterator().next());
        }
        return speed;
    }

    private static Instant startOf(Job job, Instant now) {
        Instant started = job.startedAt();
        return started == null ? now : started;
    }

    /** In bytes where there are any, else in files. */
    private static long total(Job job) {
        return job.bytes().total() > 0 ? job.bytes().total() : job.files().total();
    }

    private static long done(Job job) {
        FileCounts files = job.files();
        return job.bytes().total() > 0 ? job.bytes().done() : files.done() + files.failed() + files.skipped();
    }
}
