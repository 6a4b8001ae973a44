package dev.longshore.worker;

import dev.longshore.activities.failure.ExplainFailures;
import dev.longshore.connections.EngineConnection;
import dev.longshore.connections.EngineFacts;
import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerUnavailableException;
import io.grpc.StatusRuntimeException;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts the pools as soon as ledger and engine answer, and drains them before the process ends. */
final class WorkerPools implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPools.class);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final int SAY_EVERY = 15;
    private static final int RUNS_IN_MEMORY = 200;

    private final EngineConnection engine;
    private final Ledger ledger;
    private final List<Pool> pools;
    private final WorkerProperties properties;
    private final Draining draining;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread starter;
    private volatile boolean broken;
    private volatile @Nullable WorkerFactory factory;

    WorkerPools(
            EngineConnection engine, Ledger ledger, List<Pool> pools, WorkerProperties properties, Draining draining) {
        this.engine = engine;
        this.ledger = ledger;
        this.pools = pools;
        this.properties = properties;
        this.draining = draining;
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::startWhenAllAnswer, "longshore-worker-start");
        starter = thread;
        thread.start();
    }

    @Override
    public void stop() {
        WorkerFactory running = startedSoFar();
        if (running == null) {
            return;
        }
        running.shutdown();
        running.awaitTermination(properties.drain().toMillis(), TimeUnit.MILLISECONDS);
        if (!running.isTerminated()) {
            LOG.warn(
                    "steps did not reach a resumable point within {}; they are left to the engine", properties.drain());
            running.shutdownNow();
            running.awaitTermination(1, TimeUnit.SECONDS);
        }
    }

    @Override
    public boolean isRunning() {
        return starter != null && stopping.getCount() > 0;
    }

    /** Whether work can be taken. */
    boolean isReady() {
        WorkerFactory running = factory;
        return running != null && running.isStarted() && !draining.getAsBoolean();
    }

    private void startWhenAllAnswer() {
        for (int attempt = 0; stopping.getCount() > 0; attempt++) {
            try {
                ledger.migrate();
                startUnlessStopping(engine.ask());
                return;
            } catch (EngineUnavailableException | LedgerUnavailableException away) {
                sayNowAndThen(attempt, away.getMessage());
            } catch (StatusRuntimeException refused) { // by an engine that went away after it had answered
                sayNowAndThen(attempt, "the engine: " + refused.getStatus().getCode());
            } catch (RuntimeException | LinkageError error) {
                giveUp(error);
            }
            pauseUnlessStopping();
        }
    }

    /**
     * Returns when the pools were told to stop, or cannot start at all.
     *
     * @return whether all was well with them
     */
    boolean awaitEnd() throws InterruptedException {
        stopping.await();
        return !broken;
    }

    /** Waiting would not help: only people can. */
    private void giveUp(Throwable error) {
        LOG.error("cannot start: {}", oneLine(String.valueOf(error.getMessage())));
        LOG.debug("cannot start", error);
        broken = true;
        stopping.countDown();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Nothing is started after this. */
    private synchronized @Nullable WorkerFactory startedSoFar() {
        draining.begin();
        stopping.countDown();
        return factory;
    }

    private synchronized void startUnlessStopping(EngineFacts facts) {
        if (stopping.getCount() > 0) {
            factory = started(facts);
            LOG.info("worker ready for {} ({})", properties.pools(), facts.line());
        }
    }

    private static void sayNowAndThen(int attempt, @Nullable String what) {
        if (attempt % SAY_EVERY == 0) {
            LOG.warn("waiting: {}", String.valueOf(what).lines().findFirst().orElse(""));
        }
    }

    private void pauseUnlessStopping() {
        try {
            if (stopping.await(ASK_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("stopping before all answered");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private WorkerFactory started(EngineFacts facts) {
        WorkerFactory made = WorkerFactory.newInstance(
                engine.client(),
                WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(RUNS_IN_MEMORY)
                        .setWorkerInterceptors(new ExplainFailures(ledger.runs()))
                        .setUsingVirtualWorkflowThreads(hasVirtualThreads())
                        .build());
        pools.stream()
                .filter(pool -> properties.pools().contains(pool.name()))
                .forEach(pool -> pool.addTo(made, optionsOn(facts)));
        try {
            made.start();
        } catch (RuntimeException failure) {
            made.shutdownNow();
            throw failure;
        }
        return made;
    }

    private WorkerOptions optionsOn(EngineFacts facts) {
        WorkerOptions.Builder options = WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(properties.stepsAtOnce())
                .setMaxHeartbeatThrottleInterval(properties.heartbeatThrottle())
                .setAllowActivityHeartbeatDuringShutdown(true)
                .setDefaultDeadlockDetectionTimeout(5_000);
        if (facts.isInProcess()) {
            options.setStickyQueueScheduleToStartTimeout(Duration.ZERO); // else runs of a killed worker hang there
        }
        return options.build();
    }

    private static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }
}
