package dev.longshore.starters.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.connections.MessageQueue;
import dev.longshore.connections.QueueMessage;
import dev.longshore.connections.QueueRefusedException;
import dev.longshore.connections.QueueUnavailableException;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.starters.problem.RefusedException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes jobs of messages. A message is deleted once its job stands in the ledger, and never before. */
final class OrderMessages {

    private static final Logger LOG = LoggerFactory.getLogger(OrderMessages.class);
    private static final int UNAVAILABLE = 503;
    private static final int LONGEST_REASON = 300;

    private final ZipArchiveStarter starter;
    private final IntakeFigures figures;

    OrderMessages(ZipArchiveStarter starter, IntakeFigures figures) {
        this.starter = starter;
        this.figures = figures;
    }

    /**
     * Accepts a message, or leaves it to its queue, which gives it to the dead-letter queue after some tries.
     *
     * @throws LedgerUnavailableException if the ledger is away, so the message can be tried again
     * @throws RefusedException if its store is away, so the message can be tried again
     */
    void take(MessageQueue queue, QueueMessage message) {
        IgnoredFields ignored = new IgnoredFields();
        try {
            Submission submission =
                    starter.accept(idOf(message), message.body().getBytes(UTF_8), "sqs:" + queue.name(), ignored);
            accepted(submission, queue, message, ignored);
        } catch (LedgerUnavailableException away) {
            throw away;
        } catch (RefusedException refused) {
            if (refused.problem().status() == UNAVAILABLE) {
                throw refused;
            }
            leave(queue, message, String.valueOf(refused.getMessage()));
        } catch (RuntimeException unforeseen) {
            leave(queue, message, unforeseen.toString());
            LOG.debug("What came of message {}", message.id(), unforeseen);
        }
    }

    /** The message goes first: to start the run may take its time, and the reconciler does it if need be. */
    private void accepted(Submission submission, MessageQueue queue, QueueMessage message, IgnoredFields ignored) {
        delete(queue, message);
        if (submission.replayed()) {
            LOG.info(
                    "Message {} came again; job {} was there",
                    message.id(),
                    submission.job().id());
            figures.cameOf("again");
            return;
        }
        if (!ignored.isEmpty()) {
            LOG.info("Message {}: unknown fields are ignored: {}", message.id(), bounded(ignored.toString()));
        }
        figures.cameOf("started");
        starter.startSoon(submission.job());
    }

    /** If it stays it comes again, and then finds its job. */
    private static void delete(MessageQueue queue, QueueMessage message) {
        try {
            queue.delete(message);
        } catch (QueueUnavailableException | QueueRefusedException kept) {
            LOG.warn("Message {} is accepted, but could not be deleted: {}", message.id(), kept.getMessage());
        }
    }

    private void leave(MessageQueue queue, QueueMessage message, String reason) {
        figures.cameOf("refused");
        LOG.warn(
                "Message {} of {} is refused and left to the queue's redrive policy (received {} times): {}",
                message.id(),
                queue.name(),
                message.receiveCount(),
                bounded(reason));
    }

    /** One line of modest length, without what may be a signature or a password in a URL. */
    static String bounded(String text) {
        String harmless = text.replaceAll("\\p{Cntrl}", " ")
                .replaceAll("\\?[^\\s\"]+", "?…")
                .replaceAll("//[^/@\\s]+@", "//…@");
        return harmless.length() > LONGEST_REASON ? harmless.substring(0, LONGEST_REASON) + "…" : harmless;
    }

    /** The message's own id, so that the same message is the same job wherever and however often it arrives. */
    private static String idOf(QueueMessage message) {
        String id = message.id();
        return id.matches("[A-Za-z0-9._-]{1,100}")
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).toString();
    }
}
