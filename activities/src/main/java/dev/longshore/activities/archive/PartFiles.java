package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.storage.zip.PlacedEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of which a byte lies in a part. */
final class PartFiles {

    private final Map<Long, JobFile> byOrdinal = new LinkedHashMap<>();

    PartFiles(List<JobFile> files) {
        files.forEach(file -> byOrdinal.put(file.ordinal(), file));
    }

    JobFile of(long ordinal) {
        return Objects.requireNonNull(byOrdinal.get(ordinal));
    }

    Iterator<PlacedEntry> entries() {
        return byOrdinal.values().stream().map(SourceHandle::placedEntryOf).iterator();
    }
}
