package dev.longshore.activities.archive;

import dev.longshore.activities.failure.ExplainFailures;
import dev.longshore.ledger.Ledger;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A worker that does steps as it is told, may be drained, and may vanish without a word. */
final class Taker implements AutoCloseable {

    /** Nobody catches it to give something back, as nobody catches a SIGKILL. */
    static final class Vanished extends Error {

        private static final long serialVersionUID = 1;

        Vanished() {
            super("vanished without a word");
        }
    }

    /** Beats no more once its taker shall vanish: the first who asks for a pulse is gone. */
    private static final class Clock extends ScheduledThreadPoolExecutor {

        private volatile boolean vanishes;

        Clock() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable beat, long delay, long period, TimeUnit unit) {
            if (vanishes) {
                throw new Vanished();
            }
            return super.scheduleAtFixedRate(beat, delay, period, unit);
        }
    }

    private static final RequestPriceProperties PRICES =
            new RequestPriceProperties(new BigDecimal("0.005"), new BigDecimal("0.0004"), "USD");

    private final TestActivityEnvironment engine;
    private final ZipArchiveActivities steps;
    private final Clock clock = new Clock();
    private final AtomicInteger itemsBeforeVanishing = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger itemsBeforeDraining = new AtomicInteger(Integer.MAX_VALUE);

    Taker(Ledger ledger, Stores stores, ZipArchiveProperties properties, UploadLimits limits) {
        this(ledger, stores, properties, limits, null);
    }

    Taker(
            Ledger ledger,
            Stores stores,
            ZipArchiveProperties properties,
            UploadLimits limits,
            @Nullable NoticeQueue notices) {
        engine = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new ExplainFailures(ledger.runs()))
                        .build())
                .build());
        ArchiveMeters meters = new ArchiveMeters(new SimpleMeterRegistry());
        ArchiveTools tools = new ArchiveTools(ledger, stores, properties, clock, this::isDraining, meters, limits);
        engine.registerActivitiesImplementations(new ZipArchiveActivitiesImpl(tools, notices, PRICES));
        steps = engine.newActivityStub(
                ZipArchiveActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(2))
                        .setHeartbeatTimeout(Duration.ofMillis(500))
                        .build());
    }

    ZipArchiveActivities steps() {
        return steps;
    }

    TestActivityEnvironment engine() {
        return engine;
    }

    /** The next step that takes something vanishes with it at once. */
    Taker vanishingAtOnce() {
        clock.vanishes = true;
        return this;
    }

    /** Vanishes when it would begin another after so many; for takers that do one thing at a time. */
    Taker vanishingAfter(int items) {
        itemsBeforeVanishing.set(items);
        return this;
    }

    /** Is asked to stop when it has begun so many. */
    Taker drainingAfter(int items) {
        itemsBeforeDraining.set(items);
        return this;
    }

    /** Does a step that must fail, and says how. */
    ApplicationFailure failing(Consumer<ZipArchiveActivities> step) {
        return Failing.of(() -> step.accept(steps));
    }

    /** Does a step in which it vanishes. */
    void vanishing(Consumer<ZipArchiveActivities> step) {
        ApplicationFailure failure = failing(step);
        if (!Vanished.class.getName().equals(failure.getType())) {
            throw new AssertionFailedError("Failed with a word instead of vanishing", failure);
        }
    }

    @Override
    public void close() {
        engine.close();
        clock.shutdownNow();
    }

    private boolean isDraining() {
        if (itemsBeforeVanishing.decrementAndGet() <= 0) {
            throw new Vanished();
        }
        return itemsBeforeDraining.decrementAndGet() <= 0;
    }
}
