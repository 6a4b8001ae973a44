package dev.longshore.worker.archive;

import dev.longshore.activities.archive.NoticeQueue;
import dev.longshore.connections.ArchiveQueues;
import dev.longshore.connections.MessageQueues;
import org.jspecify.annotations.Nullable;

/**
 * Where notices of archives go.
 *
 * @param notices null if nobody wants to be told
 */
public record ConsumerQueue(@Nullable NoticeQueue notices) {

    public static ConsumerQueue of(ArchiveQueues names, MessageQueues queues) {
        String consumer = names.destinationQueue();
        return new ConsumerQueue(consumer == null ? null : new SqsNotices(queues.of(consumer)));
    }
}
