package dev.longshore.starters.archive;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A UUID of version 7 (RFC 9562): begins with the time in milliseconds, so that ids sort by age. */
final class TimeOrderedId {

    private TimeOrderedId() {}

    static UUID at(Instant time, RandomGenerator random) {
        long high = (time.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
