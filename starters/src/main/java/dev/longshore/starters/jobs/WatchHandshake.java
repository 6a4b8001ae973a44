package dev.longshore.starters.jobs;

import static dev.longshore.starters.problem.RefusedException.notFound;
import static dev.longshore.starters.problem.RefusedException.unavailable;

import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.starters.problem.ProblemWriter;
import dev.longshore.starters.problem.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.UriUtils;

/** Refuses watchers of jobs that do not exist, and more watchers than the app can bear, while it still can say why. */
public final class WatchHandshake implements HandshakeInterceptor {

    static final String JOB_ID = "job";

    private final Jobs jobs;
    private final JobEvents events;
    private final ProblemWriter problems;
    private final int maxWatchers;

    public WatchHandshake(Jobs jobs, JobEvents events, ProblemWriter problems, int maxWatchers) {
        this.jobs = jobs;
        this.events = events;
        this.problems = problems;
        this.maxWatchers = maxWatchers;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        String id = jobIdIn(request.getURI().getRawPath());
        try {
            check(id);
        } catch (RefusedException refusal) {
            problems.write(((ServletServerHttpResponse) response).getServletResponse(), refusal.problem());
            return false;
        }
        attributes.put(JOB_ID, id);
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {}

    private void check(String id) {
        if (events.sessions() >= maxWatchers) {
            throw unavailable("There are " + maxWatchers + " watchers already; ask /api/jobs/" + id + " now and then.");
        }
        try {
            if (jobs.find(id).isEmpty()) {
                throw notFound("There is no job " + id + ".");
            }
        } catch (LedgerUnavailableException error) {
            throw unavailable("The ledger (PostgreSQL) does not answer; try again.");
        }
    }

    /** The path is {@code /api/jobs/ID/events}. */
    private static String jobIdIn(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return UriUtils.decode(parts.get(parts.size() - 2), "UTF-8");
    }
}
