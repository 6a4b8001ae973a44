package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Controls;
import dev.longshore.workflows.control.Course;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

public final class MinioSyncFlowWorkflowImpl implements MinioSyncFlowWorkflow {

    private static final Duration LONGEST = Duration.ofHours(24);

    private final MinioSyncRequest request;
    private final Run run;
    private final Controls controls;
    private final HostSteps host;
    private final long begun = Workflow.currentTimeMillis();
    private boolean renewing;

    @WorkflowInit
    public MinioSyncFlowWorkflowImpl(MinioSyncRequest request) {
        this.request = request;
        run = request.run();
        controls = new Controls(run);
        host = new HostSteps(request, controls);
    }

    @Override
    public Ending keep(MinioSyncRequest same) {
        return new Course(controls).run(this::kept);
    }

    @Override
    public void ring(Bell bell) {
        controls.ring(bell);
    }

    @Override
    public void renew() {
        renewing = true;
        controls.interrupt("renew");
    }

    private Ending kept() {
        if (request.endedBecause() != null) {
            return Ending.failed(FailureType.ENGINE_ENDED, request.endedBecause());
        }
        boolean isOpen = false;
        while (!isToBeRenewed()) {
            if (!isOpen) {
                isOpen = opened();
                continue;
            }
            FoundWork work = awaitedWork();
            if (work.over()) {
                return Ending.done("{}");
            }
            if (work.jobId() != null) {
                start(work);
            }
        }
        continueAsNew();
        throw new IllegalStateException("The run goes on as another");
    }

    private boolean isToBeRenewed() {
        return renewing
                || Workflow.getInfo().isContinueAsNewSuggested()
                || Workflow.currentTimeMillis() - begun > LONGEST.toMillis();
    }

    private boolean opened() {
        return attempt("Look at folder and bucket", steps -> {
                    steps.open(run);
                    return true;
                })
                .orElse(false);
    }

    private FoundWork awaitedWork() {
        return attempt("Wait for files", steps -> steps.awaitWork(run)).orElseGet(FoundWork::nothing);
    }

    /** Empty also if the run shall be another, a pause began, or the host is away: then the run looks around. */
    private <T> Optional<T> attempt(String summary, Func1<MinioSyncActivities, T> step) {
        Workflow.setCurrentDetails(summary);
        return controls.unlessPaused(() -> host.attempt(summary, step), () -> renewing)
                .orElseGet(Optional::empty);
    }

    /** A pass goes on by itself; how it ends, the ledger knows. One that is there already was started by the reconciler. */
    private void start(FoundWork work) {
        MinioSyncWorkflow pass = Workflow.newChildWorkflowStub(
                MinioSyncWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(work.job())
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                        .setMemo(Map.of(Run.EPOCH_MEMO, work.epoch()))
                        .setTypedSearchAttributes(Workflow.getTypedSearchAttributes())
                        .build());
        Async.function(pass::move, request.ofPass(work));
        try {
            Workflow.getWorkflowExecution(pass).get();
        } catch (ChildWorkflowFailure there) {
            Workflow.setCurrentDetails(work.jobId() + " was started already: " + there.getMessage());
        }
    }

    /** The engine keeps a memo only for the run that it was given to. */
    private void continueAsNew() {
        ContinueAsNewOptions options = ContinueAsNewOptions.newBuilder()
                .setMemo(Map.of(Run.EPOCH_MEMO, run.epoch()))
                .setTypedSearchAttributes(Workflow.getTypedSearchAttributes())
                .build();
        Workflow.continueAsNew(options, request);
    }
}
