package dev.longshore.starters.reconciler;

import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.ledger.ReconcilerLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconciles every few seconds, and purges once a day, in whichever process holds the ledger's lock. */
final class ReconcilerThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerThread.class);
    private static final Duration SAY_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration PURGE_EVERY = Duration.ofDays(1);
    private static final int PURGED_AT_ONCE = 100;

    private final Reconciler reconciler;
    private final ReconcilerLock lock;
    private final Jobs jobs;
    private final Duration keep;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "reconciler");
        thread.setDaemon(true);
        return thread;
    });
    private Instant complainedAt = Instant.MIN;
    private Instant purgedAt = Instant.MIN;

    ReconcilerThread(Reconciler reconciler, Ledger ledger, JobsProperties jobs, InstantSource clock) {
        this.reconciler = reconciler;
        this.lock = ledger.reconcilerLock();
        this.jobs = ledger.jobs();
        this.keep = jobs.keep();
        this.clock = clock;
    }

    void start(Duration every) {
        var unused = thread.scheduleWithFixedDelay(this::pass, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What goes wrong is said and made up for by the next pass. */
    void pass() {
        try {
            if (lock.tryHold()) {
                reconciler.reconcile();
                purgeOnceADay();
            }
        } catch (EngineUnavailableException | LedgerUnavailableException away) {
            complain(away);
        } catch (RuntimeException error) {
            LOG.error("The reconciler failed and will try again", error);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The reconciler did not stop in time");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        letGo();
    }

    /** Lets another process reconcile. */
    void letGo() {
        lock.close();
    }

    private void purgeOnceADay() {
        Instant now = clock.instant();
        if (purgedAt.isAfter(now.minus(PURGE_EVERY))) {
            return;
        }
        int purged = jobs.purge(keep, PURGED_AT_ONCE);
        while (purged > 0) {
            LOG.info("Purged {} jobs that had ended more than {} days ago", purged, keep.toDays());
            purged = jobs.purge(keep, PURGED_AT_ONCE);
        }
        purgedAt = now;
    }

    private void complain(RuntimeException away) {
        Instant now = clock.instant();
        if (complainedAt.isBefore(now.minus(SAY_AGAIN_AFTER))) {
            LOG.warn("Waiting: {}", away.getMessage());
            complainedAt = now;
        }
    }
}
