package dev.longshore.starters.sync;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SyncCount;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.starters.engine.Runs;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.starters.jobs.JobView;
import dev.longshore.starters.jobs.JobViews;
import dev.longshore.starters.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class MinioSyncController {

    private static final int MAX_BODY = 1 << 14;

    /** Until there are accounts, whoever reaches the loopback address is one and the same. */
    private static final String LOCAL_USER = "local";

    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final SyncCount NONE = new SyncCount(0, 0, null);

    private final MinioSyncStarter starter;
    private final Ledger ledger;
    private final Runs runs;
    private final JobViews views;
    private final StrictJson json = new StrictJson();

    MinioSyncController(MinioSyncStarter starter, Ledger ledger, Runs runs, JobViews views) {
        this.starter = starter;
        this.ledger = ledger;
        this.runs = runs;
        this.views = views;
    }

    @PostMapping("/api/sync")
    ResponseEntity<Items<JobView>> start(HttpServletRequest request) {
        List<JobView> jobs = starter.start(orderIn(request), LOCAL_USER).stream()
                .map(views::of)
                .toList();
        return ResponseEntity.accepted().body(new Items<>(jobs));
    }

    @GetMapping("/api/sync/status")
    Items<FlowView> status(@RequestParam(required = false) @Nullable String host) {
        return new Items<>(
                ledger.syncFlows().list(host).stream().map(this::viewOf).toList());
    }

    @PostMapping("/api/sync/pause")
    Items<FlowView> pause(HttpServletRequest request) {
        return command(orderIn(request), Desired.PAUSE);
    }

    @PostMapping("/api/sync/resume")
    Items<FlowView> resume(HttpServletRequest request) {
        return command(orderIn(request), Desired.RUN);
    }

    /** Folder and bucket are the right ones, whatever was known of them; or a cleanup may remove so much. */
    @PostMapping("/api/sync/approve")
    Items<FlowView> approve(HttpServletRequest request) {
        ApproveOrder order = json.read(RequestBody.read(request, MAX_BODY), ApproveOrder.class);
        if (order.flows() == null || order.flows().isEmpty()) {
            throw badRequest("flows is missing: name the flows that are approved.");
        }
        List<SyncFlow> flows = starter.flowsOf(order.flowsMeant());
        if (order.isOfCleanup()) {
            approveCleanups(flows);
        } else {
            flows.forEach(flow -> ledger.syncFlows().forgetMarks(flow.id()));
        }
        return new Items<>(flows.stream().map(this::viewOf).toList());
    }

    private void approveCleanups(List<SyncFlow> flows) {
        int approved = flows.stream()
                .mapToInt(flow -> ledger.syncSurveys().approve(flow.id()))
                .sum();
        if (approved == 0) {
            throw RefusedException.conflict("No cleanup of these flows waits for an approval.");
        }
    }

    @GetMapping("/api/sync/history")
    Items<FlowFileView> history(
            @RequestParam(required = false) @Nullable String host,
            @RequestParam String flow,
            @RequestParam String path) {
        SyncFlow known =
                starter.flowsOf(new FlowOrder(host, List.of(flow), null)).get(0);
        return new Items<>(ledger.syncFiles().lifeOf(known.id(), path).stream()
                .map(FlowFileView::of)
                .toList());
    }

    /** The flow's own job and its passes. */
    private Items<FlowView> command(FlowOrder order, Desired desired) {
        if (order.once() != null) {
            throw badRequest("once means nothing here.");
        }
        List<SyncFlow> flows = starter.flowsOf(order);
        for (SyncFlow flow : flows) {
            Stream.concat(Stream.of(flow.jobId()), ledger.syncPasses().unfinishedOf(flow).stream())
                    .forEach(job -> command(job, desired));
        }
        return new Items<>(flows.stream().map(this::viewOf).toList());
    }

    private void command(String job, Desired desired) {
        if (ledger.jobs().command(job, desired, false) instanceof dev.longshore.ledger.CommandOutcome.Taken taken) {
            runs.tell(taken.job());
        }
    }

    private FlowOrder orderIn(HttpServletRequest request) {
        return json.read(RequestBody.read(request, MAX_BODY), FlowOrder.class);
    }

    private FlowView viewOf(SyncFlow flow) {
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
                job.map(Job::waitingFor).orElse(null),
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

    private static FlowView.Count count(SyncCount count) {
        return new FlowView.Count(count.files(), count.bytes());
    }

    record Items<T>(List<T> items) {}
}
