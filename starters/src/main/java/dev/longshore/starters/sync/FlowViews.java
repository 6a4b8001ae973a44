package dev.longshore.starters.sync;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SyncCount;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows flows as they are now. */
final class FlowViews {

    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final SyncCount NONE = new SyncCount(0, 0, null);

    private final Ledger ledger;

    FlowViews(Ledger ledger) {
        this.ledger = ledger;
    }

    List<FlowView> of(List<SyncFlow> flows) {
        return flows.stream().map(this::of).toList();
    }

    private FlowView of(SyncFlow flow) {
        Optional<Job> job = ledger.jobs().find(flow.jobId());
        Map<SyncState, SyncCount> counts = ledger.syncFiles().counts(flow.id());
        SyncCount waiting = counts.getOrDefault(SyncState.WAITING, NONE);
        SyncCount moved = counts.getOrDefault(SyncState.MOVED, NONE);
        SyncCount kept = counts.getOrDefault(SyncState.KEPT, NONE);
        return new FlowView(
                flow.host(),
                flow.name(),
                flow.direction().word(),
                flow.folder(),
                flow.place(),
                flow.jobId(),
                job.map(found -> found.state().word()).orElse("off"),
                flow.isFormer(),
                job.map(Job::waitingFor).or(() -> awaitedByPasses(flow)).orElse(null),
                job.map(Job::failure).orElse(null),
                count(waiting),
                count(counts.getOrDefault(SyncState.MOVING, NONE)),
                new FlowView.Count(moved.files() + kept.files(), moved.bytes() + kept.bytes()),
                Objects.requireNonNull(counts.getOrDefault(SyncState.FAILED, NONE))
                        .files(),
                waiting.oldest(),
                ledger.syncFiles().bytesOfLast(flow.id(), LATELY) / LATELY.toSeconds(),
                ledger.syncFiles()
                        .lastFailed(flow.id())
                        .map(file -> new FlowView.LastError(file.path(), file.why(), file.endedAt()))
                        .orElse(null));
    }

    private Optional<String> awaitedByPasses(SyncFlow flow) {
        return ledger.syncPasses().unfinishedOf(flow).stream()
                .flatMap(pass -> ledger.jobs().find(pass).stream())
                .flatMap(pass -> Optional.ofNullable(pass.waitingFor()).stream())
                .findFirst();
    }

    private static FlowView.Count count(SyncCount count) {
        return new FlowView.Count(count.files(), count.bytes());
    }
}
