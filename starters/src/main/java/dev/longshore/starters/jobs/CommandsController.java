package dev.longshore.starters.jobs;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.conflict;
import static dev.longshore.starters.problem.RefusedException.notFound;

import dev.longshore.ledger.CommandOutcome;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.RetryFilter;
import dev.longshore.ledger.RetryOutcome;
import dev.longshore.starters.engine.Runs;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.workflows.failure.FailureType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands stand in the ledger before anybody is told, so one that was answered 202 is never lost. */
@RestController
public final class CommandsController {

    private static final int MAX_BODY = 1 << 20;
    private static final int MAX_ORDINALS = 10_000;

    private final Jobs jobs;
    private final Runs runs;
    private final JobViews views;
    private final StrictJson json;

    CommandsController(Ledger ledger, Runs runs, JobViews views, StrictJson json) {
        this.jobs = ledger.jobs();
        this.runs = runs;
        this.views = views;
        this.json = json;
    }

    @PostMapping("/api/jobs/{id}/pause")
    ResponseEntity<JobView> pause(@PathVariable String id, HttpServletRequest request) {
        boolean now = Boolean.TRUE.equals(read(request, Pause.class).now());
        return command(id, Desired.PAUSE, now, "paused");
    }

    @PostMapping("/api/jobs/{id}/resume")
    ResponseEntity<JobView> resume(@PathVariable String id, HttpServletRequest request) {
        read(request, Nothing.class);
        return command(id, Desired.RUN, false, "resumed");
    }

    @PostMapping("/api/jobs/{id}/cancel")
    ResponseEntity<JobView> cancel(@PathVariable String id, HttpServletRequest request) {
        read(request, Nothing.class);
        return command(id, Desired.CANCEL, false, "cancelled");
    }

    @PostMapping("/api/jobs/{id}/retry")
    ResponseEntity<JobView> retry(@PathVariable String id, HttpServletRequest request) {
        RetryOutcome outcome = jobs.retry(id, read(request, Retry.class).filter());
        if (outcome instanceof RetryOutcome.Retried retried) {
            runs.startSoon(retried.job());
            return ResponseEntity.accepted().body(views.of(retried.job()));
        }
        if (outcome instanceof RetryOutcome.NothingFailed nothing) {
            throw conflict("Job " + id + " is " + nothing.job().state().word()
                    + ", and nothing of it failed that could be tried again.");
        }
        if (outcome instanceof RetryOutcome.StillRunning) {
            throw conflict("Job " + id + " has not ended yet; only an ended job can be tried again.");
        }
        throw notFound("There is no job " + id + ".");
    }

    private ResponseEntity<JobView> command(String id, Desired desired, boolean now, String done) {
        CommandOutcome outcome = jobs.command(id, desired, now);
        if (outcome instanceof CommandOutcome.Taken taken) {
            runs.tell(taken.job());
            return ResponseEntity.accepted().body(views.of(taken.job()));
        }
        if (outcome instanceof CommandOutcome.Ended ended) {
            throw conflict("Job " + id + " " + situationOf(ended.job()) + " and cannot be " + done + ".");
        }
        throw notFound("There is no job " + id + ".");
    }

    private static String situationOf(Job job) {
        return job.state().isFinished() ? "is " + job.state().word() : "is being cancelled";
    }

    private <T> T read(HttpServletRequest request, Class<T> type) {
        return json.read(RequestBody.read(request, MAX_BODY), type);
    }

    /** With {@code now}, what is in flight stops too. */
    record Pause(@Nullable Boolean now) {}

    record Nothing() {}

    record Retry(@Nullable String failureType, @Nullable List<Long> ordinals) {

        RetryFilter filter() {
            if (failureType != null && !isKnown(failureType)) {
                throw badRequest(
                        "failureType is " + failureType + "; allowed: " + Arrays.toString(FailureType.values()) + ".");
            }
            if (ordinals != null && ordinals.size() > MAX_ORDINALS) {
                throw badRequest("ordinals has more than " + MAX_ORDINALS + " numbers; leave them out to retry all.");
            }
            if (ordinals != null && ordinals.contains(null)) {
                throw badRequest("ordinals must be whole numbers.");
            }
            return new RetryFilter(failureType, ordinals);
        }

        private static boolean isKnown(String type) {
            return Arrays.stream(FailureType.values())
                    .anyMatch(known -> known.name().equals(type));
        }
    }
}
