package dev.longshore.activities.archive;

import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.zip.DirectoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The archive's directory, made from the ledger whenever it is needed; a million entries pass one at a time. */
final class ArchiveDirectory {

    private static final OrdinalRange ALL = new OrdinalRange(0, Long.MAX_VALUE);

    private final ArchiveTools tools;
    private final ArchivePlan plan;

    ArchiveDirectory(ArchiveTools tools, ArchivePlan plan) {
        this.tools = tools;
        this.plan = plan;
    }

    /** @param fresh checksums that are not in the ledger yet */
    void write(DirectoryWriter writer, Map<Long, Integer> fresh) {
        try {
            tools.ledger().lists().forEach(plan.jobId(), ALL, file -> add(writer, file, fresh));
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(DirectoryWriter writer, JobFile file, Map<Long, Integer> fresh) {
        if (file.state() == FileState.SKIPPED) {
            return;
        }
        try {
            writer.add(SourceHandle.placedEntryOf(file), crc32Of(file, fresh));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int crc32Of(JobFile file, Map<Long, Integer> fresh) {
        Integer known = fresh.get(file.ordinal());
        return known != null
                ? known
                : Crc32Json.in(file.checksum())
                        .orElseThrow(
                                () -> new IllegalStateException("File " + file.ordinal() + " has no checksum yet"));
    }
}
