package dev.longshore.activities.sync;

import dev.longshore.activities.failure.ExplainFailures;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.sync.FoundWork;
import dev.longshore.workflows.sync.MinioSyncActivities;
import dev.longshore.workflows.sync.MinioSyncSurveyActivities;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A worker of a host that does steps as it is told. */
final class SyncTaker implements AutoCloseable {

    /** Nobody catches it to note something, as nobody catches a SIGKILL. */
    static final class Vanished extends Error {

        private static final long serialVersionUID = 1;
    }

    private final TestActivityEnvironment engine;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final MinioSyncActivitiesImpl usual;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SyncTools tools;
    private final Flows flows;
    private final Stores stores;
    private final @Nullable UnaryOperator<Mover> wrapping;
    private final MinioSyncActivities steps;
    private final MinioSyncSurveyActivities surveys;
    private final InstantSource time = () -> Instant.now().plus(ahead());
    private volatile long free = Long.MAX_VALUE;
    private volatile Duration ahead = Duration.ZERO;

    /** @param wrapping what its movers become; null: what they are */
    SyncTaker(Ledger ledger, Stores stores, MinioSyncProperties properties, @Nullable UnaryOperator<Mover> wrapping) {
        this(ledger, stores, properties, SyncRulesProperties.usual(), wrapping);
    }

    SyncTaker(
            Ledger ledger,
            Stores stores,
            MinioSyncProperties properties,
            SyncRulesProperties rules,
            @Nullable UnaryOperator<Mover> wrapping) {
        this.stores = stores;
        this.wrapping = wrapping;
        tools = new SyncTools(
                ledger,
                stores,
                properties,
                clock,
                time,
                () -> false,
                Bandwidth.of(rules.bandwidth()),
                new SyncMeters(meters),
                new Suspects(),
                new DiskRoom(any -> free));
        usual = new MinioSyncActivitiesImpl(tools, rules);
        flows = Flows.of(properties, rules);
        engine = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new ExplainFailures(ledger.runs()))
                        .build())
                .build());
        engine.registerActivitiesImplementations(new Wrapped(), usual.surveys());
        ActivityOptions options = ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(2))
                .setHeartbeatTimeout(Duration.ofMillis(500))
                .build();
        steps = engine.newActivityStub(MinioSyncActivities.class, options);
        surveys = engine.newActivityStub(MinioSyncSurveyActivities.class, options);
    }

    MinioSyncSurveyActivities surveys() {
        return surveys;
    }

    /** For it so much time has passed already. */
    void goAhead(Duration by) {
        ahead = ahead.plus(by);
    }

    /** How often that was counted, of a flow. */
    double counted(String name, String flow, String... tags) {
        return meters.get(name).tag("flow", flow).tags(tags).counter().count();
    }

    /** From now on this is what its disk has for large downloads. */
    void leaveFree(long bytes) {
        free = bytes;
    }

    MinioSyncActivities steps() {
        return steps;
    }

    void announce() {
        usual.announce();
    }

    boolean hasTurn() {
        return usual.hasTurn();
    }

    /** Clears up what is left of before; false if it may not yet. */
    boolean sweep(String flow) {
        return new Sweep(flows.named(flow).orElseThrow(), tools, new FolderTurns(flows)).sweep(() -> {});
    }

    /** Ends the time of sources of the flow by this mover. */
    Purge purge(String flow, Mover mover) {
        return new Purge(flows.named(flow).orElseThrow(), tools, mover);
    }

    /** Does what must fail, and says how. */
    static ApplicationFailure failing(Runnable step) {
        try {
            step.run();
        } catch (ApplicationFailure why) {
            return why;
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof ApplicationFailure why) {
                return why;
            }
            throw new AssertionFailedError("Failed otherwise than with a word", failure);
        }
        throw new AssertionFailedError("It did not fail");
    }

    /** Does what it vanishes in. */
    static void vanishing(Runnable step) {
        ApplicationFailure failure = failing(step);
        if (!Vanished.class.getName().equals(failure.getType())) {
            throw new AssertionFailedError("Failed with a word instead of vanishing", failure);
        }
    }

    private Duration ahead() {
        return ahead;
    }

    @Override
    public void close() {
        engine.close();
        usual.close();
        clock.shutdownNow();
        stores.close();
    }

    private final class Wrapped implements MinioSyncActivities {

        @Override
        public void open(Run flow) {
            usual.open(flow);
        }

        @Override
        public FoundWork awaitWork(Run flow) {
            return usual.awaitWork(flow);
        }

        private EmptiedFolders emptied(Flow flow) {
            return new EmptiedFolders(flow.folder(), flow.settle(), tools.time());
        }

        @Override
        public long move(Run pass, long first, long last) {
            if (wrapping == null) {
                return usual.move(pass, first, last);
            }
            Flow flow = flows.named(FlowRequest.of(tools.ledger(), pass).flow()).orElseThrow();
            Mover mover = flow.direction() == Direction.UP
                    ? new UpMover(flow, tools, emptied(flow))
                    : new DownMover(flow, tools);
            SyncFlow known =
                    tools.ledger().syncFlows().find(flow.host(), flow.name()).orElseThrow();
            Runnable folder = () -> {
                if (known.folderMark() != null) {
                    FlowMarks.requireFolderStill(flow, known);
                }
            };
            return new MovePage(tools, flow, wrapping.apply(mover), folder).move(pass, first, last);
        }
    }
}
