package dev.longshore.starters.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.ledger.Job;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** Shows jobs. */
public final class JobViews {

    private final @Nullable String ui;
    private final String namespace;

    /** Links to the engine's Web UI, unless it has none (null). */
    public JobViews(@Nullable String ui, String namespace) {
        this.ui = ui;
        this.namespace = namespace;
    }

    public JobView of(Job job) {
        String self = "/api/jobs/" + job.id();
        return new JobView(
                job.id(),
                job.room(),
                job.state().word(),
                job.waitingFor(),
                job.files(),
                job.bytes(),
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
