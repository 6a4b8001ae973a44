package dev.longshore.activities.sync;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.PassLimits;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.storage.Stores;
import dev.longshore.storage.files.HardLinks;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.sync.FoundWork;
import dev.longshore.workflows.sync.MinioSyncActivities;
import dev.longshore.workflows.sync.MinioSyncSurveyActivities;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Watches folders and buckets of this host's flows, and moves what is found there. */
public final class MinioSyncActivitiesImpl implements MinioSyncActivities, AutoCloseable {

    private final SyncTools tools;
    private final Flows flows;
    private final FlowMarks marks;
    private final FolderNeeds needs = new FolderNeeds(HardLinks.ofTheSystem());
    private final FolderTurns turns;
    private final PassLimits limits;
    private final Map<String, Hands> hands = new ConcurrentHashMap<>();

    public MinioSyncActivitiesImpl(
            Ledger ledger,
            Stores stores,
            MinioSyncProperties properties,
            SyncRulesProperties rules,
            ScheduledExecutorService clock,
            BooleanSupplier isDraining,
            MeterRegistry meters) {
        this(
                new SyncTools(
                        ledger,
                        stores,
                        properties,
                        clock,
                        InstantSource.system(),
                        isDraining,
                        Bandwidth.of(rules.bandwidth()),
                        new SyncMeters(meters),
                        new Suspects(),
                        new DiskRoom()),
                rules);
    }

    MinioSyncActivitiesImpl(SyncTools tools, SyncRulesProperties rules) {
        this.tools = tools;
        MinioSyncProperties properties = tools.properties();
        flows = Flows.of(properties, rules);
        marks = new FlowMarks(tools);
        turns = new FolderTurns(flows);
        limits = new PassLimits(properties.passFiles(), properties.passSize().toBytes(), properties.passesAtOnce());
    }

    /** Where the steps of this host wait for it. */
    public String host() {
        return flows.host();
    }

    /** The steps of surveys of the same flows. */
    public MinioSyncSurveyActivities surveys() {
        return new MinioSyncSurveyActivitiesImpl(tools, flows, marks);
    }

    /** Tells the ledger which flows this host has, so that they can be started. */
    public void announce() {
        marks.announced(tools.ledger()
                .syncFlows()
                .announce(flows.all().stream().map(Flow::announcement).toList()));
        flows.all().forEach(tools.meters()::announce);
    }

    /**
     * Whether this process shall take steps of its host: not while others hold folders of it and this one holds none. If each
     * holds some, a step that comes to the wrong one fails, and is tried again until it comes to the other.
     */
    public boolean hasTurn() {
        Set<FlowMarks.Holder> holders =
                flows.all().stream().map(flow -> marks.holderOf(flow.folder())).collect(Collectors.toSet());
        return holders.contains(FlowMarks.Holder.THIS) || !holders.contains(FlowMarks.Holder.ANOTHER);
    }

    @Override
    public void open(Run run) {
        explained(() -> {
            Flow flow = flowOf(run);
            SyncFlow known = known(flow);
            marks.require(flow, known);
            flow.names().require();
            needs.require(flow);
            new Versions(flow, tools.stores()).require();
            tools.ledger()
                    .syncFiles()
                    .tryAgain(known.id(), Duration.ZERO, tools.properties().pardon());
            Hands before = hands.remove(flow.name());
            if (before != null) {
                before.watch().close(); // whoever starts a flow wants all of it to be looked at
            }
            return true;
        });
    }

    @Override
    public FoundWork awaitWork(Run run) {
        return explained(() -> {
            Flow flow = flowOf(run);
            SyncFlow known = known(flow);
            try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
                marks.require(flow, known);
                flow.names().require();
                Watch watch = pulse.awaiting(() -> handsOf(flow).watch());
                return new WorkWait(tools, run, known, limits).keepingTo(flow).await(watch, pulse);
            }
        });
    }

    @Override
    public long move(Run run, long first, long last) {
        return explained(() -> {
            Flow flow = flowOf(run);
            SyncFlow known = known(flow);
            SyncFlow marked = marks.require(flow, known);
            flow.names().require();
            Mover mover = moverOf(flow);
            MovePage page = new MovePage(tools, flow, mover, () -> FlowMarks.requireFolderStill(flow, marked));
            return turns.moving(flow, () -> page.move(run, first, last));
        });
    }

    @Override
    public void close() {
        hands.values().forEach(each -> each.watch().close());
        marks.close();
    }

    private static <T> T explained(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException error) {
            throw LocalFailures.explainToAFlow(error);
        }
    }

    private Mover moverOf(Flow flow) {
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            return pulse.awaiting(() -> handsOf(flow)).mover();
        }
    }

    private Hands handsOf(Flow flow) {
        Hands known = hands.get(flow.name());
        if (known != null) {
            return known;
        }
        new PlaceConditions(tools).learn(flow); // which may take a while, in which other flows go on
        return hands.computeIfAbsent(flow.name(), name -> newHandsOf(flow));
    }

    private Hands newHandsOf(Flow flow) {
        EmptiedFolders emptied = new EmptiedFolders(flow.folder(), flow.settle(), tools.time());
        Mover mover =
                flow.direction() == Direction.DOWN ? new DownMover(flow, tools) : new UpMover(flow, tools, emptied);
        Sweep sweep = new Sweep(flow, tools, turns);
        Purge purge = new Purge(flow, tools, mover);
        Watch watch = new RulesWatch(flow.names(), () -> watchOf(flow, emptied));
        return new Hands(new TidyWatch(watch, sweep::sweep, purge), mover);
    }

    private Watch watchOf(Flow flow, EmptiedFolders emptied) {
        MinioSyncProperties properties = tools.properties();
        return flow.direction() == Direction.DOWN
                ? new BucketWatch(flow, tools.stores(), properties.interval(), tools.time())
                : new FolderWatch(
                        flow,
                        properties,
                        tools.time(),
                        emptied,
                        () -> tools.meters().rescan(flow));
    }

    private Flow flowOf(Run run) {
        String name = FlowRequest.of(tools.ledger(), run).flow();
        return flows.named(name).orElseThrow(() -> marks.unknown(host(), name));
    }

    private SyncFlow known(Flow flow) {
        return tools.ledger()
                .syncFlows()
                .find(flow.host(), flow.name())
                .orElseThrow(() -> new IllegalStateException("The ledger has no flow " + flow.name()));
    }

    /** What works for one flow, as long as this process lives. */
    private record Hands(Watch watch, Mover mover) {}
}
