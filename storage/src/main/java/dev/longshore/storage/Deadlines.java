package dev.longshore.storage;

import java.time.Duration;

/**
 * How long a store may take; a request with a body gets more the longer the body is.
 *
 * @param connect until a connection stands, or one of the pool is free
 * @param silence without a byte in either direction
 * @param request one attempt of a request without a body
 * @param slowestBytesPerSecond what a line must bring at least
 * @param attempts of one request, the first included
 */
public record Deadlines(
        Duration connect, Duration silence, Duration request, long slowestBytesPerSecond, int attempts) {

    private static final Duration PAUSES = Duration.ofSeconds(60);

    public static Deadlines usual() {
        return new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 32 * 1024, 3);
    }

    Duration attempt(long bytes) {
        return request.plusSeconds(bytes / slowestBytesPerSecond);
    }

    /** In which a body must bring {@link BodyPace#LEAST} bytes: two silences that one byte interrupts are as good as one. */
    Duration ofFewBytes() {
        return silence.multipliedBy(2);
    }

    /** All attempts and the pauses between them. */
    Duration total(long bytes) {
        return attempt(bytes).multipliedBy(attempts).plus(PAUSES);
    }
}
