package dev.longshore.connections;

import java.time.Instant;

/**
 * A message that was received and is hidden from others for a while.
 *
 * @param receiptHandle of this receive; that of an earlier one deletes nothing
 * @param receiveCount how often it was received, this time included
 */
public record QueueMessage(String id, String body, String receiptHandle, int receiveCount, Instant sentAt) {

    /** Without the body, which is not ours to show. */
    @Override
    public String toString() {
        return "message " + id;
    }
}
