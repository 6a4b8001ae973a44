package dev.longshore.storage;

import java.net.URI;
import java.time.Instant;

/**
 * An address that gives whoever has it one object, without credentials; never shown.
 *
 * @param expiresAt from when on it gives nothing any more
 */
public record Link(URI url, Instant expiresAt) {

    @Override
    public String toString() {
        return "*** until " + expiresAt;
    }
}
