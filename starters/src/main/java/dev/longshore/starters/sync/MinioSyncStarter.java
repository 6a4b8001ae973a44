package dev.longshore.starters.sync;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.notFound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
     * Starts flows; one that runs already goes on as it is.
     *
     * @return their jobs
     */
    List<Job> start(FlowOrder order, String by) {
        List<Job> jobs = new ArrayList<>();
        for (SyncFlow flow : flowsOf(order)) {
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
     * Starts surveys of flows, whether they run or not.
     *
     * @return their jobs
     */
    List<Job> survey(SurveyOrder order, SurveyKind kind, String by) {
        boolean dryRun = Objects.requireNonNullElse(order.dryRun(), false);
        List<Job> jobs = new ArrayList<>();
        for (SyncFlow flow : flowsOf(order.flowsMeant())) {
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
        List<SyncFlow> known = ledger.syncFlows().list(order.host());
        requireOneHost(order, known);
        if (order.flows() == null || order.flows().isEmpty()) {
            return known;
        }
        return order.flows().stream().map(name -> named(name, known)).toList();
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

    private static void requireOneHost(FlowOrder order, List<SyncFlow> known) {
        if (known.isEmpty()) {
            throw notFound((order.host() == null ? "No host" : "Host " + order.host() + " has not")
                    + " announced flows; a worker does so when it starts: longshore worker --pools sync --host NAME");
        }
        List<String> hosts = known.stream().map(SyncFlow::host).distinct().toList();
        if (hosts.size() > 1) {
            throw badRequest("host is missing: flows were announced by " + String.join(", ", hosts) + ".");
        }
    }

    private static SyncFlow named(String name, List<SyncFlow> known) {
        return known.stream()
                .filter(flow -> flow.name().equals(name))
                .findFirst()
                .orElseThrow(() -> notFound("There is no flow " + name + "; known: "
                        + String.join(", ", known.stream().map(SyncFlow::name).toList()) + "."));
    }

    private static String requestOf(SyncFlow flow, FlowOrder order) {
        boolean once = Objects.requireNonNullElse(order.once(), false);
        return write(Map.of("host", flow.host(), "flow", flow.name(), "once", once));
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
