package dev.longshore.starters.sync;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.ledger.sync.SyncCount;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators see of files that wait: read from the ledger now and then. While it is away the figures stay. */
final class FlowFigures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowFigures.class);
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final SyncCount NONE = new SyncCount(0, 0, null);

    private final Ledger ledger;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<Tags, Waiting> shown = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "flow-figures");
        thread.setDaemon(true);
        return thread;
    });

    FlowFigures(Ledger ledger, MeterRegistry meters, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.meters = meters;
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
            LOG.debug("The figures of flows are old: {}", away.getMessage());
        } catch (RuntimeException error) {
            LOG.warn("The figures of flows are old: {}", error.toString());
        }
    }

    private void lookAtAll() {
        Set<Tags> known = new HashSet<>();
        for (SyncFlow flow : ledger.syncFlows().list(null)) {
            SyncCount count = ledger.syncFiles().counts(flow.id()).getOrDefault(SyncState.WAITING, NONE);
            Instant first = count.oldest();
            double seconds =
                    first == null ? 0 : Duration.between(first, clock.instant()).toMillis() / 1000.0;
            Tags tags = Tags.of("host", flow.host(), "flow", flow.name());
            show(tags, new Waiting(count.files(), seconds));
            known.add(tags);
        }
        shown.keySet().retainAll(known); // nobody waits for what a forgotten host had
    }

    /** The meters of a flow stay the same, so that no scrape misses them. */
    private void show(Tags flow, Waiting now) {
        if (shown.put(flow, now) != null) {
            return;
        }
        Gauge.builder(
                        "longshore.sync.waiting.files",
                        () -> shown.getOrDefault(flow, Waiting.NOTHING).files())
                .tags(flow)
                .register(meters);
        Gauge.builder(
                        "longshore.sync.oldest.waiting",
                        () -> shown.getOrDefault(flow, Waiting.NOTHING).seconds())
                .tags(flow)
                .baseUnit("seconds")
                .register(meters);
    }

    /** What waits in a flow. */
    private record Waiting(long files, double seconds) {
        private static final Waiting NOTHING = new Waiting(0, 0);
    }
}
