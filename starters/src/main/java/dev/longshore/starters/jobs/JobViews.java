package dev.longshore.starters.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.ledger.Job;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows jobs. */
public final class JobViews {

    private final @Nullable String ui;
    private final String namespace;
    private final TimeLeft left;

    /** Links to the engine's Web UI, unless it has none (null). */
    public JobViews(@Nullable String ui, String namespace, Clock clock) {
        this.ui = ui;
        this.namespace = namespace;
        this.left = new TimeLeft(clock);
    }

    public JobView of(Job job) {
        OptionalLong seconds = left.of(job);
        String self = "/api/jobs/" + job.id();
        return new JobView(
                job.id(),
                job.room(),
                job.state().word(),
                job.waitingFor(),
                job.files(),
                job.bytes(),
                seconds.isPresent() ? seconds.getAsLong() : null,
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.submittedBy(),
                job.failure(),
                job.result(),
                new JobView.Links(self, self + "/files", engineLink(job)));
    }

    private @Nullable String engineLink(Job job) {
        return ui == null ? null : ui + "/namespaces/" + namespace + "/workflows/" + URLEncoder.encode(job.id(), UTF_8);
    }
}
