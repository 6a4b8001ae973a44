package dev.longshore.starters.sync;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.conflict;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.starters.engine.Runs;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.starters.jobs.JobView;
import dev.longshore.starters.jobs.JobViews;
import dev.longshore.starters.jobs.Listed;
import dev.longshore.starters.jobs.PageQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class MinioSyncController {

    static final int MAX_BODY = 1 << 14;

    /** Until there are accounts, whoever reaches the loopback address is one and the same. */
    static final String LOCAL_USER = "local";

    private final MinioSyncStarter starter;
    private final Ledger ledger;
    private final FlowCommands commands;
    private final FlowViews flowViews;
    private final JobViews jobViews;
    private final StrictJson json = new StrictJson();

    MinioSyncController(MinioSyncStarter starter, Ledger ledger, Runs runs, JobViews views) {
        this.starter = starter;
        this.ledger = ledger;
        this.commands = new FlowCommands(ledger, runs);
        this.flowViews = new FlowViews(ledger);
        this.jobViews = views;
    }

    @PostMapping("/api/sync")
    ResponseEntity<Items<JobView>> start(HttpServletRequest request) {
        FlowOrder order = json.read(RequestBody.read(request, MAX_BODY), FlowOrder.class);
        return ResponseEntity.accepted()
                .body(new Items<>(starter.start(order, LOCAL_USER).stream()
                        .map(jobViews::of)
                        .toList()));
    }

    /** Cancels what keeps and moves them; says which jobs were not finished. */
    @PostMapping("/api/sync/stop")
    ResponseEntity<Items<JobView>> stop(HttpServletRequest request) {
        List<JobView> jobs = starter.flowsOf(orderIn(request)).stream()
                .flatMap(flow -> commands.stop(flow).stream())
                .map(jobViews::of)
                .toList();
        return ResponseEntity.accepted().body(new Items<>(jobs));
    }

    @GetMapping("/api/sync/status")
    Items<FlowView> status(@RequestParam(required = false) @Nullable String host) {
        return new Items<>(flowViews.of(host == null ? ledger.syncFlows().list(null) : starter.flowsOfHost(host)));
    }

    @PostMapping("/api/sync/pause")
    Items<FlowView> pause(HttpServletRequest request) {
        return command(orderIn(request), Desired.PAUSE, "paused");
    }

    @PostMapping("/api/sync/resume")
    Items<FlowView> resume(HttpServletRequest request) {
        return command(orderIn(request), Desired.RUN, "resumed");
    }

    /** Folder and bucket are the right ones, whatever was known of them; or a cleanup may remove so much. */
    @PostMapping("/api/sync/approve")
    Items<FlowView> approve(HttpServletRequest request) {
        ApproveOrder order = json.read(RequestBody.read(request, MAX_BODY), ApproveOrder.class);
        if (order.flows() == null) {
            throw badRequest("flows is missing: name the flows that are approved.");
        }
        List<SyncFlow> flows = starter.flowsOf(order.flowsMeant());
        if (order.isOfCleanup()) {
            approveCleanups(flows);
        } else {
            flows.forEach(flow -> ledger.syncFlows().forgetMarks(flow.id()));
        }
        return new Items<>(flowViews.of(flows));
    }

    /** Of a host that is gone for good. */
    @PostMapping("/api/sync/forget")
    Items<FlowView> forget(HttpServletRequest request) {
        HostOrder order = json.read(RequestBody.read(request, MAX_BODY), HostOrder.class);
        if (order.host() == null) {
            throw badRequest("host is missing: name the one that is gone.");
        }
        List<SyncFlow> flows = starter.flowsOfHost(order.host());
        String running =
                flows.stream().filter(commands::isRunning).map(SyncFlow::name).collect(Collectors.joining(", "));
        if (!running.isEmpty() || !ledger.syncFlows().forget(order.host())) {
            throw conflict("Host " + order.host() + " has flows that run" + (running.isEmpty() ? "" : ": " + running)
                    + ". Stop them first (longshore sync stop --host " + order.host() + ").");
        }
        return new Items<>(flowViews.of(flows));
    }

    @GetMapping("/api/sync/history")
    Listed<FlowFileView> history(
            @RequestParam(required = false) @Nullable String host,
            @RequestParam String flow,
            @RequestParam String path,
            PageQuery page) {
        int most = page.most();
        long after = page.after();
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw badRequest("path is " + (path.isEmpty() ? "empty" : "no name: it holds a NUL character")
                    + "; give that of a file below the flow's folder or prefix.");
        }
        SyncFlow known =
                starter.flowsOf(new FlowOrder(host, List.of(flow), null)).get(0);
        return Listed.of(
                ledger.syncFiles().lifeOf(known.id(), path, after, most + 1),
                most,
                FlowFileView::of,
                file -> String.valueOf(file.generation()));
    }

    private void approveCleanups(List<SyncFlow> flows) {
        int approved = flows.stream()
                .mapToInt(flow -> ledger.syncSurveys().approve(flow.id()))
                .sum();
        if (approved == 0) {
            throw conflict("No cleanup of these flows waits for an approval.");
        }
    }

    /** What was wished of flows that do not run would be forgotten by the time when they are started. */
    private Items<FlowView> command(FlowOrder order, Desired desired, String done) {
        List<SyncFlow> flows = starter.flowsOf(order);
        List<String> others = flows.stream()
                .filter(flow -> !commands.isRunning(flow))
                .map(SyncFlow::name)
                .toList();
        boolean areAllMeant = order.flows() == null;
        if (others.size() == flows.size() || !(areAllMeant || others.isEmpty())) {
            throw conflict("Not running, and not to be " + done + ": " + String.join(", ", others)
                    + ". A flow is started with longshore sync start.");
        }
        flows.forEach(flow -> commands.tell(flow, desired));
        return new Items<>(flowViews.of(flows));
    }

    /** Of a verb that knows no once. */
    private FlowOrder orderIn(HttpServletRequest request) {
        FlowOrder order = json.read(RequestBody.read(request, MAX_BODY), FlowOrder.class);
        if (order.once() != null) {
            throw badRequest("once means nothing here; it is for starting flows.");
        }
        return order;
    }

    record Items<T>(List<T> items) {}
}
