package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.storage.files.FileIdentity;
import java.time.Instant;

/**
 * A regular file as a look at its folder showed it.
 *
 * @param path below the flow's folder, with slashes
 * @param changed when its bytes, name or rights last changed, which nobody can set to another time
 */
record FoundFile(String path, FileIdentity identity, Instant changed) {

    /** What anybody may set. */
    Instant modified() {
        return Instant.EPOCH.plusNanos(identity.modified());
    }

    /** When anything of it last changed; a time that somebody set into the past says nothing. */
    Instant touched() {
        return modified().isAfter(changed) ? modified() : changed;
    }

    SeenFile seen() {
        return new SeenFile(path, Identities.text(identity), identity.size());
    }
}
