package dev.longshore.connections;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The queues of archives, each by name or URL.
 *
 * @param sourceQueue whose messages are orders, also by {@code SQS_SOURCE_QUEUE}; null for none
 * @param destinationQueue that is told of each archive, also by {@code SQS_DESTINATION_QUEUE}; null for none
 */
@ConfigurationProperties("longshore.archive")
public record ArchiveQueues(
        @Nullable String sourceQueue, @Nullable String destinationQueue) {

    public ArchiveQueues {
        sourceQueue = named(sourceQueue);
        destinationQueue = named(destinationQueue);
    }

    private static @Nullable String named(@Nullable String written) {
        return written == null || written.isBlank() ? null : written.strip();
    }
}
