package dev.longshore.starters.guard;

import dev.longshore.connections.LoopbackCallers;
import dev.longshore.starters.problem.ProblemWriter;
import dev.longshore.starters.problem.RefusedException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;

/**
 * Keeps web pages of others away from an app that listens on loopback and has no accounts: a page may make a browser send requests
 * here (its Origin tells), under a name of its own that points to 127.0.0.1 (the Host tells), as long as no preflight is asked for
 * (so a change needs application/json).
 */
@Order(0)
public final class LoopbackGuard implements Filter {

    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final ProblemWriter problems;

    public LoopbackGuard(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            check((HttpServletRequest) request);
        } catch (RefusedException refusal) {
            problems.write((HttpServletResponse) response, refusal.problem());
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) {
        LoopbackCallers.whyForeign(request.getHeader("Host"), request.getHeader("Origin"))
                .ifPresent(reason -> {
                    throw new RefusedException(403, reason);
                });
        if (!READING.contains(request.getMethod())) {
            requireJsonOrNothing(request);
        }
    }

    private void requireJsonOrNothing(HttpServletRequest request) {
        String type = request.getContentType();
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        if (empty || (type != null && JSON.matcher(type.strip()).matches())) {
            return;
        }
        throw new RefusedException(
                415,
                "Content type " + type
                        + " is not taken: send application/json, or an empty body where it may be empty.");
    }
}
