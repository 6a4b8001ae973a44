package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.ArchivePlans;
import dev.longshore.workflows.control.Run;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever waits for an archive that it is there. Sent once, unless the worker vanishes between the queue's answer and
 * the note of it; then the second is the same and has the same ids.
 */
final class ConsumerNotice {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerNotice.class);

    /** SQS takes no longer name of a group. */
    private static final int LONGEST_GROUP = 128;

    private final ArchiveTools tools;
    private final ArchiveResult result;
    private final @Nullable NoticeQueue queue;

    /** @param queue null if nobody wants to be told */
    ConsumerNotice(ArchiveTools tools, ArchiveResult result, @Nullable NoticeQueue queue) {
        this.tools = tools;
        this.result = result;
        this.queue = queue;
    }

    void send(Run run) {
        NoticeQueue wanted = queue;
        if (wanted != null) {
            send(run, wanted);
        }
    }

    private void send(Run run, NoticeQueue to) {
        tools.ledger().runs().acknowledge(run.jobId(), run.epoch()); // or end here: a newer run has the job
        ArchivePlans plans = tools.ledger().archivePlans();
        if (plans.isNoticeSent(run.jobId())) {
            return;
        }
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            ArchivePlan plan = tools.planOf(run);
            String id = idOf(plan);
            String body = new NoticeBody(tools, result).of(tools.jobOf(run), plan, id);
            String message = pulse.awaiting(() -> sent(to, body, id, run.jobId()));
            plans.noticeSent(run.jobId(), run.epoch(), message);
            LOG.info("{}: told the consumer, notice {}, message {}", run.jobId(), id, message);
        }
    }

    /** Of the archive; where somebody wants to be told, with whether a queue has taken the notice. */
    String resultOf(Run run) {
        ObjectNode json = result.of(run);
        if (queue != null) {
            boolean isSent = tools.ledger().archivePlans().isNoticeSent(run.jobId());
            json.put("notice", isSent ? "sent" : "unsent");
        }
        return json.toString();
    }

    private static String sent(NoticeQueue queue, String body, String id, String jobId) {
        try {
            return queue.send(body, id, jobId.length() > LONGEST_GROUP ? sha256(jobId) : jobId);
        } catch (NoticeNotTakenException notTaken) {
            throw UNAVAILABLE.because(String.valueOf(notTaken.getMessage()), notTaken);
        }
    }

    /** The same whoever sends it and however often; another archive of this job has another. */
    private static String idOf(ArchivePlan plan) {
        return sha256(plan.jobId() + "\n" + plan.completedEtag());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
