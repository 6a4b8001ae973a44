package dev.longshore.starters.jobs;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.LedgerUnavailableException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells watchers what becomes of a job. One thread looks at each watched job now and then, however many watch it; that thread also is
 * the only one that sends, so every watcher hears everything in order.
 */
public final class JobEvents extends TextWebSocketHandler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);
    /** Tomcat's name for how long a watcher that reads nothing may hold up the others, in milliseconds. */
    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final long SEND_WITHIN_MILLIS = 2_000;

    private final Jobs jobs;
    private final JobViews views;
    private final JsonMapper json;
    private final Map<String, Watched> watched = new HashMap<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "job-events");
        thread.setDaemon(true);
        return thread;
    });

    public JobEvents(Jobs jobs, JobViews views, JsonMapper json, Duration every) {
        this.jobs = jobs;
        this.views = views;
        this.json = json;
        var unused = thread.scheduleWithFixedDelay(
                this::lookAtAll, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    int sessions() {
        return sessions.get();
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        sessions.incrementAndGet();
        limitSends(session);
        later(() -> {
            Watched job = watched.computeIfAbsent(jobIdOf(session), id -> new Watched());
            job.sessions.add(session);
            look(jobIdOf(session), job, Set.of(session));
        });
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        sessions.decrementAndGet();
        later(() -> {
            Watched job = watched.get(jobIdOf(session));
            if (job != null) {
                job.sessions.remove(session);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Tomcat asks its own session, not Spring's, and otherwise waits for 20 s. */
    private static void limitSends(WebSocketSession session) {
        Session tomcats =
                session instanceof NativeWebSocketSession spring ? spring.getNativeSession(Session.class) : null;
        if (tomcats != null) {
            tomcats.getUserProperties().put(SEND_TIMEOUT, SEND_WITHIN_MILLIS);
        }
    }

    private static String jobIdOf(WebSocketSession session) {
        return String.valueOf(session.getAttributes().get(WatchHandshake.JOB_ID));
    }

    private void later(Runnable word) {
        try {
            thread.execute(() -> guarded(word));
        } catch (RejectedExecutionException closing) {
            LOG.debug("A watcher came or went while the app stops", closing);
        }
    }

    private void lookAtAll() {
        guarded(() -> {
            watched.values().removeIf(job -> job.sessions.isEmpty());
            watched.forEach(this::lookAlone);
        });
    }

    /** What is wrong with one job does not keep the watchers of others waiting. */
    private void lookAlone(String id, Watched job) {
        try {
            look(id, job, Set.of());
        } catch (LedgerUnavailableException away) {
            throw away;
        } catch (RuntimeException error) {
            LOG.warn("Watchers of job {} could not be told: {}", id, error.toString());
        }
    }

    /** A look that fails is made up for by the next. */
    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (LedgerUnavailableException error) {
            LOG.debug("Watchers wait for the ledger: {}", error.getMessage());
        } catch (RuntimeException error) {
            LOG.warn("Watchers could not be told: {}", error.toString());
        }
    }

    /** Newcomers hear of the job even if nothing has changed. */
    private void look(String id, Watched job, Set<WebSocketSession> newcomers) {
        Optional<Job> found = jobs.find(id);
        if (found.isEmpty()) {
            job.endAll(CloseStatus.GOING_AWAY);
            return;
        }
        Job now = found.get();
        Set<WebSocketSession> toTell = now.equals(job.told) ? newcomers : job.sessions;
        job.told = now;
        if (toTell.isEmpty()) {
            return;
        }
        TextMessage text = new TextMessage(json.writeValueAsString(views.of(now)));
        Set.copyOf(toTell).forEach(session -> send(session, text, job));
        if (now.state().isFinished()) {
            job.endAll(CloseStatus.NORMAL);
        }
    }

    private void send(WebSocketSession session, TextMessage text, Watched job) {
        try {
            session.sendMessage(text);
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A watcher is gone", gone);
            job.sessions.remove(session);
            Watched.end(session, CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    /** A job and those who watch it. */
    private static final class Watched {

        private final Set<WebSocketSession> sessions = new LinkedHashSet<>();
        private @Nullable Job told;

        void endAll(CloseStatus status) {
            for (Iterator<WebSocketSession> each = sessions.iterator(); each.hasNext(); each.remove()) {
                end(each.next(), status);
            }
        }

        static void end(WebSocketSession session, CloseStatus status) {
            try {
                session.close(status);
            } catch (IOException gone) {
                LOG.debug("A watcher was gone already", gone);
            }
        }
    }
}
