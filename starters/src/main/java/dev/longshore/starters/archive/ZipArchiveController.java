package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.starters.guard.LargeBodies;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.starters.jobs.JobView;
import dev.longshore.starters.jobs.JobViews;
import dev.longshore.storage.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class ZipArchiveController {

    private static final int MAX_LINK_BODY = 1 << 12;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    /** Until there are accounts, whoever reaches the loopback address is one and the same. */
    static final String LOCAL_USER = "local";

    private final ZipArchiveStarter starter;
    private final JobViews views;
    private final LargeBodies bodies;

    private final ArchiveLinks links;
    private final StrictJson json = new StrictJson();

    ZipArchiveController(ZipArchiveStarter starter, JobViews views, LargeBodies bodies, ArchiveLinks links) {
        this.starter = starter;
        this.links = links;
        this.views = views;
        this.bodies = bodies;
    }

    /** What it answers is a secret, which nobody on the way shall keep. */
    @PostMapping("/api/archive/link")
    ResponseEntity<LinkView> link(HttpServletRequest request) {
        String job = json.read(RequestBody.read(request, MAX_LINK_BODY), LinkOrder.class)
                .job();
        if (job == null) {
            throw badRequest("job is missing: the id of an archive job.");
        }
        Link link = links.linkOf(job);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new LinkView(link.url().toString(), link.expiresAt().toString()));
    }

    record LinkOrder(@Nullable String job) {}

    record LinkView(String url, String expiresAt) {

        @Override
        public String toString() {
            return "*** until " + expiresAt;
        }
    }

    @PostMapping("/api/archive")
    ResponseEntity<JobView> archive(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        requireKey(key);
        return accepted(bodies.with(request, body -> starter.submit(body, LOCAL_USER, key)));
    }

    /** The same order, and a job that says what it would come to. */
    @PostMapping("/api/archive/plan")
    ResponseEntity<JobView> plan(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        requireKey(key);
        return accepted(bodies.with(request, body -> starter.submitDryRun(body, LOCAL_USER, key)));
    }

    private static void requireKey(@Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw badRequest("Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
    }

    private ResponseEntity<JobView> accepted(Submission submission) {
        JobView job = views.of(submission.job());
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.accepted().location(URI.create(job.links().self()));
        if (submission.replayed()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.body(job);
    }
}
