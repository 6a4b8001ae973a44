package dev.longshore.activities.archive;

/** Where those listen who want to know when an archive is there. */
public interface NoticeQueue {

    /**
     * Sends a message.
     *
     * @param deduplicationId by which the queue may know a message that it has
     * @param group whose messages the queue may keep in order
     * @return what the queue calls the message
     * @throws NoticeNotTakenException if the queue is away or does not take it
     */
    String send(String body, String deduplicationId, String group);
}
