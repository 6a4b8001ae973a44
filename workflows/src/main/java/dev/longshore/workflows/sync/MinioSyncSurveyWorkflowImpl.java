package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Controls;
import dev.longshore.workflows.control.Course;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Map;

public final class MinioSyncSurveyWorkflowImpl implements MinioSyncSurveyWorkflow {

    private final MinioSyncRequest request;
    private final Run run;
    private final Controls controls;
    private final HostSteps host;

    @WorkflowInit
    public MinioSyncSurveyWorkflowImpl(MinioSyncRequest request) {
        this.request = request;
        run = request.run();
        controls = new Controls(run);
        host = new HostSteps(request, controls);
    }

    @Override
    public Ending survey(MinioSyncRequest same) {
        return new Course(controls).run(this::surveyed);
    }

    @Override
    public void ring(Bell bell) {
        controls.ring(bell);
    }

    private Ending surveyed() {
        if (request.endedBecause() != null) {
            return Ending.failed(FailureType.ENGINE_ENDED, request.endedBecause());
        }
        step("List folder and bucket", steps -> {
            steps.list(run);
            return true;
        });
        untilNothingIsLeft("Look at what was listed", steps -> steps.settle(run));
        untilNothingIsLeft("Remove what is to be removed", steps -> steps.remove(run));
        return Ending.done(step("Count what was found", steps -> steps.conclude(run)));
    }

    private void untilNothingIsLeft(String summary, Func1<MinioSyncSurveyActivities, Long> some) {
        long left = step(summary, some);
        while (left > 0) {
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
                continueAsNew();
            }
            left = step(summary, some);
        }
    }

    private <T> T step(String summary, Func1<MinioSyncSurveyActivities, T> step) {
        Workflow.setCurrentDetails(summary);
        return controls.despitePauses(() -> host.step(summary, MinioSyncSurveyActivities.class, step));
    }

    /** What is listed is known to the ledger, so that the next run of the same epoch goes on behind it. */
    private void continueAsNew() {
        ContinueAsNewOptions options = ContinueAsNewOptions.newBuilder()
                .setMemo(Map.of(Run.EPOCH_MEMO, run.epoch()))
                .setTypedSearchAttributes(Workflow.getTypedSearchAttributes())
                .build();
        Workflow.continueAsNew(options, request);
    }
}
