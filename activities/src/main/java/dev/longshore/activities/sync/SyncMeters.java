package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.MoveEnd;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.failure.FailureType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What operators see of the flows of this host. What is said again after an answer was lost is counted again. */
final class SyncMeters {

    private static final String WRONG_CONTENT = FailureType.CHECKSUM_MISMATCH + ": ";

    private final MeterRegistry registry;

    SyncMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** So that all figures are there from the start. */
    void announce(Flow flow) {
        for (SyncState state : SyncState.values()) {
            if (state != SyncState.WAITING && state != SyncState.MOVING) {
                files(flow, state);
            }
        }
        bytes(flow);
        verifyFailures(flow);
        refusedDeletes(flow);
        rescans(flow);
    }

    /** What came of a file of so many bytes. */
    void ended(Flow flow, MoveEnd end, long bytes) {
        files(flow, end.state()).increment();
        if (end.state() == SyncState.MOVED || end.state() == SyncState.KEPT) {
            bytes(flow).increment((double) bytes);
        }
        String why = end.why();
        if (why != null && why.startsWith(WRONG_CONTENT)) {
            verifyFailures(flow).increment();
        }
    }

    /** A source stayed, for it was another by then. */
    void refusedDelete(Flow flow) {
        refusedDeletes(flow).increment();
    }

    /** The system had more to say than it could. */
    void rescan(Flow flow) {
        rescans(flow).increment();
    }

    private Counter files(Flow flow, SyncState state) {
        return Counter.builder("longshore.sync.files")
                .tag("flow", flow.name())
                .tag("direction", flow.direction().word())
                .tag("outcome", state.word())
                .register(registry);
    }

    private Counter bytes(Flow flow) {
        return Counter.builder("longshore.sync.bytes")
                .tag("flow", flow.name())
                .tag("direction", flow.direction().word())
                .register(registry);
    }

    private Counter verifyFailures(Flow flow) {
        return counter("longshore.sync.verify.failures", flow);
    }

    private Counter refusedDeletes(Flow flow) {
        return counter("longshore.sync.deletes.refused", flow);
    }

    private Counter rescans(Flow flow) {
        return counter("longshore.sync.rescans", flow);
    }

    private Counter counter(String name, Flow flow) {
        return Counter.builder(name).tag("flow", flow.name()).register(registry);
    }
}
