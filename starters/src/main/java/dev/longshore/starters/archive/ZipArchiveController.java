package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.starters.guard.LargeBodies;
import dev.longshore.starters.jobs.JobView;
import dev.longshore.starters.jobs.JobViews;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class ZipArchiveController {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    /** Until there are accounts, whoever reaches the loopback address is one and the same. */
    private static final String LOCAL_USER = "local";

    private final ZipArchiveStarter starter;
    private final JobViews views;
    private final LargeBodies bodies;

    ZipArchiveController(ZipArchiveStarter starter, JobViews views, LargeBodies bodies) {
        this.starter = starter;
        this.views = views;
        this.bodies = bodies;
    }

    @PostMapping("/api/archive")
    ResponseEntity<JobView> archive(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw badRequest("Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        Submission submission = bodies.with(request, body -> starter.submit(body, LOCAL_USER, key));
        JobView job = views.of(submission.job());
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.accepted().location(URI.create(job.links().self()));
        if (submission.replayed()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.body(job);
    }
}
