package dev.longshore.starters.metrics;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.starters.engine.RoomRuns;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators see of jobs that have not ended: read from the ledger now and then, so that it is right whatever becomes of workers
 * and engine. While the ledger is away the figures stay as they were.
 */
final class JobFigures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobFigures.class);
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final int PAGE = 500;

    private final Jobs jobs;
    private final InstantSource clock;
    private final Map<Waiting, Long> waiting = new ConcurrentHashMap<>();
    private final Map<String, Instant> oldest = new ConcurrentHashMap<>();
    private Map<String, Moved> known = Map.of();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "job-figures");
        thread.setDaemon(true);
        return thread;
    });

    JobFigures(Ledger ledger, List<RoomRuns> rooms, MeterRegistry meters, InstantSource clock) {
        jobs = ledger.jobs();
        this.clock = clock;
        rooms.forEach(room -> register(room.room(), meters));
        var unused = thread.scheduleWithFixedDelay(this::look, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Never throws, so that the next look comes. */
    synchronized void look() {
        try {
            lookAtAll();
        } catch (LedgerUnavailableException away) {
            LOG.debug("The figures of jobs are old: {}", away.getMessage());
        } catch (RuntimeException error) {
            LOG.warn("The figures of jobs are old: {}", error.toString());
        }
    }

    private void register(String room, MeterRegistry meters) {
        for (WaitingFor what : WaitingFor.values()) {
            Gauge.builder("longshore.jobs.waiting", () -> waiting.getOrDefault(new Waiting(room, what), 0L))
                    .tag("room", room)
                    .tag("for", what.word())
                    .register(meters);
        }
        Gauge.builder("longshore.jobs.without.progress", () -> secondsSince(oldest.get(room)))
                .tag("room", room)
                .baseUnit("seconds")
                .register(meters);
    }

    private double secondsSince(@Nullable Instant then) {
        return then == null ? 0 : Duration.between(then, clock.instant()).toMillis() / 1000.0;
    }

    private void lookAtAll() {
        Map<String, Moved> seen = new HashMap<>();
        Map<Waiting, Long> nowWaiting = new HashMap<>();
        Map<String, Instant> nowOldest = new HashMap<>();
        List<Job> page = jobs.unfinished(Duration.ZERO, PAGE, null);
        while (!page.isEmpty()) {
            for (Job job : page) {
                Moved moved = Moved.of(job, known.get(job.id()), clock.instant());
                seen.put(job.id(), moved);
                if (job.waitingFor() != null) {
                    nowWaiting.merge(new Waiting(job.room(), WaitingFor.of(job.waitingFor())), 1L, Long::sum);
                }
                if (job.desired() != Desired.PAUSE) {
                    nowOldest.merge(job.room(), moved.since(), (a, b) -> a.isBefore(b) ? a : b);
                }
            }
            page = jobs.unfinished(
                    Duration.ZERO, PAGE, page.get(page.size() - 1).id());
        }
        known = seen;
        replace(waiting, nowWaiting);
        replace(oldest, nowOldest);
    }

    private static <K, V> void replace(Map<K, V> shown, Map<K, V> now) {
        shown.keySet().retainAll(now.keySet());
        shown.putAll(now);
    }

    private record Waiting(String room, WaitingFor what) {}

    /** How far a job was, and since when it has been there as far as this process has seen. */
    private record Moved(Object progress, Instant since) {

        static Moved of(Job job, @Nullable Moved before, Instant now) {
            Object progress = List.of(job.state(), job.desired(), job.epoch(), job.files(), job.bytes());
            return before != null && before.progress.equals(progress) ? before : new Moved(progress, now);
        }
    }
}
