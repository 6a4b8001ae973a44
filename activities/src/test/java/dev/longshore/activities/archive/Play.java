package dev.longshore.activities.archive;

import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.ledger.Ledger;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.archive.Sources;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;

/** Plays the steps in the order of the workflow, without an engine. */
final class Play {

    private final ZipArchiveActivities steps;
    private final JobActivitiesImpl control;
    private final Run run;

    Play(Taker taker, Ledger ledger, Run run) {
        this.steps = taker.steps();
        this.control = new JobActivitiesImpl(ledger.runs());
        this.run = run;
    }

    /**
     * Plays to the end; whatever an earlier play did is not done again.
     *
     * @throws ApplicationFailure if the environment is at fault or the run is not the job's newest, for then the
     *     workflow would not end the job
     */
    Ending toTheEnd() {
        Ending ending = packed();
        if (ending.state() != Ending.State.DONE) {
            steps.cleanUp(run);
        }
        control.close(run, ending);
        return ending;
    }

    LaidOut upToThePlan() {
        control.begin(run);
        Sources sources = steps.listSources(run);
        for (long first = 0; first < sources.files(); first += sources.pageSize()) {
            steps.inspectSources(run, first, Math.min(sources.files(), first + sources.pageSize()) - 1);
        }
        for (long first = 0; sources.deflates() && first < sources.files(); first += sources.pageSize()) {
            steps.deflateSources(run, first, Math.min(sources.files(), first + sources.pageSize()) - 1);
        }
        LaidOut plan = steps.layOut(run);
        if (plan.result() == null) {
            steps.openUpload(run);
        }
        return plan;
    }

    void parts(LaidOut plan) {
        for (int first = 1; first <= plan.parts(); first += plan.pageSize()) {
            steps.buildBodies(run, first, first + plan.pageSize() - 1);
        }
        for (int first = 1; first <= plan.parts(); first += plan.pageSize()) {
            steps.buildSeams(run, first, first + plan.pageSize() - 1);
        }
        steps.buildDirectory(run);
    }

    private Ending packed() {
        try {
            LaidOut plan = upToThePlan();
            if (plan.result() != null) {
                return Ending.done(plan.result());
            }
            do {
                parts(plan);
            } while (!steps.complete(run));
            steps.prove(run);
            return Ending.done(Objects.requireNonNull(steps.tellConsumer(run)));
        } catch (ActivityFailure failure) {
            return failed(failure);
        }
    }

    private static Ending failed(ActivityFailure failure) {
        if (failure.getCause() instanceof ApplicationFailure why && why.isNonRetryable() && isKnown(why)) {
            return Ending.failed(why.getType(), why.getOriginalMessage());
        }
        throw failure.getCause() instanceof ApplicationFailure why ? why : failure;
    }

    private static boolean isKnown(ApplicationFailure failure) {
        for (FailureType type : FailureType.values()) {
            if (type.name().equals(failure.getType())) {
                return true;
            }
        }
        return false;
    }
}
