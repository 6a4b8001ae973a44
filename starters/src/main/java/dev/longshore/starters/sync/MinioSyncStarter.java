package dev.longshore.starters.sync;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.conflict;
import static dev.longshore.starters.problem.RefusedException.notFound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.starters.engine.NewRun;
import dev.longshore.starters.engine.RoomRuns;
import dev.longshore.starters.engine.Runs;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.engine.LongshoreSearchAttributes;
import dev.longshore.workflows.sync.MinioSyncRequest;
import dev.longshore.workflows.sync.MinioSyncWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts the jobs that keep flows; those jobs start their passes themselves. */
public final class MinioSyncStarter implements RoomRuns {

    static final String ROOM = "sync";

    private static final String FLOW = "MinioSyncFlowWorkflow";
    private static final String PASS = "MinioSyncWorkflow";
    private static final String SURVEY = "MinioSyncSurveyWorkflow";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Runs runs;
    private final MinioSyncPace pace;

    MinioSyncStarter(Ledger ledger, Runs runs, MinioSyncPace pace) {
        this.ledger = ledger;
        this.runs = runs;
        this.pace = pace;
    }

    /**
     * Starts flows; one that runs already goes on as it is. None is started if one of them cannot become what is ordered.
     * All are those that the host has settings of.
     *
     * @return their jobs
     */
    List<Job> start(FlowOrder order, String by) {
        List<SyncFlow> flows = presentOf(order);
        flows.forEach(flow -> requireFitting(flow, order));
        List<Job> jobs = new ArrayList<>();
        for (SyncFlow flow : flows) {
            boolean isNew = ledger.syncFlows().start(flow, requestOf(flow, order), by);
            Job job = jobOf(flow);
            if (isNew) {
                runs.startSoon(job);
            }
            jobs.add(job);
        }
        return jobs;
    }

    /**
     * Starts surveys of flows, whether they run or not. All are those that the host has settings of.
     *
     * @return their jobs
     */
    List<Job> survey(SurveyOrder order, SurveyKind kind, String by) {
        boolean dryRun = Objects.requireNonNullElse(order.dryRun(), false);
        List<Job> jobs = new ArrayList<>();
        for (SyncFlow flow : presentOf(order.flowsMeant())) {
            String request =
                    write(Map.of("host", flow.host(), "flow", flow.name(), "kind", kind.word(), "dryRun", dryRun));
            String id = ledger.syncSurveys().start(flow, kind, request, by);
            Job job = ledger.jobs().find(id).orElseThrow();
            runs.startSoon(job);
            jobs.add(job);
        }
        return jobs;
    }

    /** Those that are meant, and are known. */
    List<SyncFlow> flowsOf(FlowOrder order) {
        if (order.flows() != null
                && (order.flows().isEmpty() || order.flows().stream().anyMatch(Objects::isNull))) {
            throw badRequest("flows names none: name flows, or leave it out, which means all of the host.");
        }
        List<SyncFlow> known = order.host() == null ? ofTheOnlyHost() : flowsOfHost(order.host());
        if (order.flows() == null) {
            return known;
        }
        return order.flows().stream().distinct().map(name -> named(name, known)).toList();
    }

    /** For work that needs a flow's settings. */
    private List<SyncFlow> presentOf(FlowOrder order) {
        List<SyncFlow> meant = flowsOf(order);
        if (order.flows() == null) {
            return meant.stream().filter(flow -> !flow.isFormer()).toList();
        }
        meant.stream().filter(SyncFlow::isFormer).findFirst().ifPresent(former -> {
            throw conflict("Flow " + former.name() + " is not in the settings of host " + former.host()
                    + " any more (longshore.sync.flows); set it there, and start the worker of the host anew.");
        });
        return meant;
    }

    List<SyncFlow> flowsOfHost(String host) {
        boolean isName = host.indexOf('\0') < 0;
        List<SyncFlow> known = isName ? ledger.syncFlows().list(host) : List.of();
        if (known.isEmpty()) {
            throw notFound("Host " + host + " has no flows; "
                    + hostsIn(ledger.syncFlows().list(null)));
        }
        return known;
    }

    Job jobOf(SyncFlow flow) {
        return ledger.jobs()
                .find(flow.jobId())
                .orElseThrow(() -> notFound("Flow " + flow.name() + " of " + flow.host() + " was never started."));
    }

    @Override
    public String room() {
        return ROOM;
    }

    @Override
    public NewRun runOf(Job job, Run run, @Nullable String endedBecause) {
        JsonNode request = read(job.request());
        String host = request.path("host").asText();
        String flow = request.path("flow").asText();
        boolean isFlow = job.id().equals(ROOM + ":" + host + ":" + flow);
        String survey = request.path("kind").asText();
        String type = !survey.isEmpty() ? SURVEY : isFlow ? FLOW : PASS;
        String what = workOf(survey, isFlow) + " flow " + flow + " of " + host;
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(job.id())
                .setTaskQueue(MinioSyncWorkflow.TASK_QUEUE)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setMemo(Map.of(Run.EPOCH_MEMO, run.epoch()))
                .setTypedSearchAttributes(LongshoreSearchAttributes.of(ROOM, host + ":" + flow))
                .setStaticSummary(what)
                .setStaticDetails(what + ", run " + run.epoch() + " of this job.")
                .build();
        MinioSyncRequest ordered =
                new MinioSyncRequest(run, pace.pace(), host, job.files().total(), pace.pageFiles(), endedBecause);
        return new NewRun(type, options, ordered);
    }

    private static String workOf(String survey, boolean isFlow) {
        if (survey.isEmpty()) {
            return isFlow ? "Keep" : "Move files of";
        }
        return switch (SurveyKind.of(survey)) {
            case CHECK -> "Check";
            case PLAN -> "Plan";
            case CLEANUP -> "Clean up";
        };
    }

    private List<SyncFlow> ofTheOnlyHost() {
        List<SyncFlow> all = ledger.syncFlows().list(null);
        if (all.isEmpty()) {
            throw notFound("There are no flows; " + hostsIn(all));
        }
        if (!all.get(0).host().equals(all.get(all.size() - 1).host())) {
            throw badRequest("host is missing: more than one has flows; " + hostsIn(all)
                    + " One that is gone for good is left out once it is forgotten (longshore sync forget HOST).");
        }
        return all;
    }

    private static String hostsIn(List<SyncFlow> all) {
        String hosts = all.stream().map(SyncFlow::host).distinct().collect(Collectors.joining(", "));
        return hosts.isEmpty()
                ? "a worker announces its own when it starts: longshore worker --pools sync --host NAME."
                : "hosts that have some: " + hosts + ".";
    }

    /** Of a flow that has not ended, for that one is not changed by being started. */
    private void requireFitting(SyncFlow flow, FlowOrder order) {
        Optional<Job> running =
                ledger.jobs().find(flow.jobId()).filter(job -> !job.state().isFinished());
        if (running.isEmpty()) {
            return;
        }
        if (running.get().desired() == Desired.CANCEL) {
            throw conflict("Flow " + flow.name() + " is being stopped; start it again when job " + flow.jobId()
                    + " has ended.");
        }
        boolean goesOnce = read(running.get().request()).path("once").asBoolean();
        if (goesOnce && !isOnce(order)) {
            throw conflict(
                    "Flow " + flow.name() + " goes once and ends by itself; start it when it has ended, or stop it"
                            + " before (longshore sync stop --flow " + flow.name() + ").");
        }
        if (!goesOnce && isOnce(order)) {
            throw conflict("Flow " + flow.name() + " runs already, and not once; leave once out, or stop it before"
                    + " (longshore sync stop --flow " + flow.name() + ").");
        }
    }

    private static boolean isOnce(FlowOrder order) {
        return Boolean.TRUE.equals(order.once());
    }

    private static SyncFlow named(String name, List<SyncFlow> known) {
        return known.stream()
                .filter(flow -> flow.name().equals(name))
                .findFirst()
                .orElseThrow(() -> notFound("Host " + known.get(0).host() + " has no flow " + name + "; it has "
                        + known.stream().map(SyncFlow::name).collect(Collectors.joining(", ")) + "."));
    }

    private static String requestOf(SyncFlow flow, FlowOrder order) {
        return write(Map.of("host", flow.host(), "flow", flow.name(), "once", isOnce(order)));
    }

    private static String write(Map<String, Object> request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String request) {
        try {
            return JSON.readTree(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
