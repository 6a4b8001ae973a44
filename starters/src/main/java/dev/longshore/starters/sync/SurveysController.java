package dev.longshore.starters.sync;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.notFound;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.starters.jobs.JobView;
import dev.longshore.starters.jobs.JobViews;
import dev.longshore.starters.jobs.Listed;
import dev.longshore.starters.jobs.PageQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Checks, plans and cleanups of flows. */
@RestController
final class SurveysController {

    private static final String SURVEY = "sync:[A-Za-z0-9._:-]{1,200}:(check|plan|cleanup)(:[0-9]{1,18})?";

    private final MinioSyncStarter starter;
    private final Ledger ledger;
    private final JobViews views;
    private final StrictJson json = new StrictJson();

    SurveysController(MinioSyncStarter starter, Ledger ledger, JobViews views) {
        this.starter = starter;
        this.ledger = ledger;
        this.views = views;
    }

    @PostMapping("/api/sync/check")
    ResponseEntity<Jobs> check(HttpServletRequest request) {
        return started(request, SurveyKind.CHECK);
    }

    @PostMapping("/api/sync/plan")
    ResponseEntity<Jobs> plan(HttpServletRequest request) {
        return started(request, SurveyKind.PLAN);
    }

    @PostMapping("/api/sync/cleanup")
    ResponseEntity<Jobs> cleanup(HttpServletRequest request) {
        return started(request, SurveyKind.CLEANUP);
    }

    /** What a survey has found by now, in the order in which it looked. */
    @GetMapping("/api/sync/findings")
    Listed<FindingView> findings(@RequestParam String job, PageQuery page) {
        int most = page.most();
        long after = page.after();
        if (!job.matches(SURVEY) || ledger.jobs().find(job).isEmpty()) {
            throw notFound("There is no check, plan or cleanup " + job + ".");
        }
        return Listed.of(
                ledger.syncSurveys().list(job, after, most + 1),
                most,
                FindingView::of,
                finding -> String.valueOf(finding.id()));
    }

    private ResponseEntity<Jobs> started(HttpServletRequest request, SurveyKind kind) {
        SurveyOrder order = json.read(RequestBody.read(request, MinioSyncController.MAX_BODY), SurveyOrder.class);
        if (order.dryRun() != null && kind != SurveyKind.CLEANUP) {
            throw badRequest("dryRun means nothing here: a " + kind.word() + " changes nothing anyway.");
        }
        return ResponseEntity.accepted()
                .body(new Jobs(starter.survey(order, kind, MinioSyncController.LOCAL_USER).stream()
                        .map(views::of)
                        .toList()));
    }

    record Jobs(List<JobView> items) {}
}
