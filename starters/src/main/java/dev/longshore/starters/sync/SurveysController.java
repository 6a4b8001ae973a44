package dev.longshore.starters.sync;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.notFound;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.starters.jobs.JobView;
import dev.longshore.starters.jobs.JobViews;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Checks, plans and cleanups of flows. */
@RestController
final class SurveysController {

    private static final int MAX_BODY = 1 << 14;
    private static final int MOST = 1_000;
    private static final String LOCAL_USER = "local";

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
    Page findings(
            @RequestParam String job,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw badRequest("limit is " + limit + "; allowed: 1 to " + MOST + ".");
        }
        if (ledger.jobs().find(job).isEmpty()) {
            throw notFound("There is no job " + job + ".");
        }
        List<SyncFinding> found = ledger.syncSurveys().list(job, cursorOf(cursor), limit + 1);
        List<SyncFinding> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? String.valueOf(page.get(limit - 1).id()) : null;
        return new Page(page.stream().map(FindingView::of).toList(), next);
    }

    private ResponseEntity<Jobs> started(HttpServletRequest request, SurveyKind kind) {
        SurveyOrder order = json.read(RequestBody.read(request, MAX_BODY), SurveyOrder.class);
        if (order.dryRun() != null && kind != SurveyKind.CLEANUP) {
            throw badRequest("dryRun means nothing here: a " + kind.word() + " changes nothing anyway.");
        }
        return ResponseEntity.accepted()
                .body(new Jobs(starter.survey(order, kind, LOCAL_USER).stream()
                        .map(views::of)
                        .toList()));
    }

    private static long cursorOf(@Nullable String written) {
        if (written == null) {
            return -1;
        }
        if (written.matches("[0-9]{1,18}")) {
            return Long.parseLong(written);
        }
        throw badRequest("cursor " + written + " is none: take the one that next said.");
    }

    record Jobs(List<JobView> items) {}

    record Page(List<FindingView> items, @Nullable String next) {}
}
