package dev.longshore.activities.sync;

import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Surveys flows of a scene as the workflow does it. */
final class Surveyor {

    private final SyncScene scene;
    private final SyncTaker taker;

    Surveyor(SyncScene scene, SyncTaker taker) {
        this.scene = scene;
        this.taker = taker;
    }

    /** What it says of each name. */
    Map<String, String> survey(String flow, SurveyKind kind) {
        return whats(findings(flow, kind));
    }

    List<SyncFinding> findings(String flow, SurveyKind kind) {
        Run run = start(flow, kind, false);
        finish(run);
        return findings(run);
    }

    Map<String, String> dryRun(String flow) {
        Run run = start(flow, SurveyKind.CLEANUP, true);
        finish(run);
        return whats(findings(run));
    }

    /** A survey of which no step was done yet. */
    Run start(String flow, SurveyKind kind, boolean dryRun) {
        taker.announce();
        String request = "{\"host\":\"%s\",\"flow\":\"%s\",\"kind\":\"%s\",\"dryRun\":%s}"
                .formatted(scene.host(), flow, kind.word(), dryRun);
        return next(scene.ledger().syncSurveys().start(scene.known(flow), kind, request, "somebody"));
    }

    /** The next run of a survey. */
    Run next(String job) {
        Run run = new Run(job, scene.ledger().jobs().takeEpoch(job).orElseThrow());
        control().begin(run);
        return run;
    }

    void finish(Run run) {
        settle(run);
        untilNothingIsLeft(() -> taker.surveys().remove(run));
        control().close(run, Ending.done(taker.surveys().conclude(run)));
    }

    void settle(Run run) {
        taker.surveys().list(run);
        untilNothingIsLeft(() -> taker.surveys().settle(run));
    }

    private static void untilNothingIsLeft(LongSupplier step) {
        long left = step.getAsLong();
        while (left > 0) {
            left = step.getAsLong();
        }
    }

    List<SyncFinding> findings(Run run) {
        return scene.ledger().syncSurveys().list(run.jobId(), -1, 100_000);
    }

    static Map<String, String> whats(List<SyncFinding> findings) {
        Map<String, String> whats = new TreeMap<>();
        findings.forEach(finding -> whats.put(finding.path(), String.valueOf(finding.what())));
        return whats;
    }

    private JobActivitiesImpl control() {
        return new JobActivitiesImpl(scene.ledger().runs());
    }
}
