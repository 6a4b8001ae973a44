package dev.longshore.worker.archive;

import dev.longshore.activities.archive.NoticeNotTakenException;
import dev.longshore.activities.archive.NoticeQueue;
import dev.longshore.connections.MessageQueue;
import dev.longshore.connections.QueueRefusedException;
import dev.longshore.connections.QueueUnavailableException;

/** Notices go to a queue of SQS. */
public final class SqsNotices implements NoticeQueue {

    private final MessageQueue queue;

    public SqsNotices(MessageQueue queue) {
        this.queue = queue;
    }

    @Override
    public String send(String body, String deduplicationId, String group) {
        try {
            return queue.send(body, deduplicationId, group);
        } catch (QueueUnavailableException | QueueRefusedException notTaken) {
            throw new NoticeNotTakenException(String.valueOf(notTaken.getMessage()), notTaken);
        }
    }
}
