package dev.longshore.activities.archive;

import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.zip.DirectoryWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The archive's directory, made from the ledger whenever it is needed; a million entries pass a page at a time. */
final class ArchiveDirectory {

    static final int ENTRIES_AT_ONCE = 1000;

    private final ArchiveTools tools;
    private final ArchivePlan plan;
    private final Runnable works;

    /** @param works told whenever some entries have passed */
    ArchiveDirectory(ArchiveTools tools, ArchivePlan plan, Runnable works) {
        this.tools = tools;
        this.plan = plan;
        this.works = works;
    }

    DirectoryWriter writer(long from, long to, OutputStream out) {
        return new DirectoryWriter(plan.directoryOffset(), from, to, out);
    }

    /** @param fresh checksums that are not in the ledger yet */
    void write(DirectoryWriter writer, Map<Long, Integer> fresh) {
        long after = -1;
        while (after >= -1) {
            after = writeSome(writer, after, fresh);
        }
    }

    /** Writes the entries of some files behind an ordinal; answers the last, or less than -1 once all is written. */
    long writeSome(DirectoryWriter writer, long after, Map<Long, Integer> fresh) {
        List<JobFile> files = tools.ledger().lists().list(plan.jobId(), new FileQuery(null, after, ENTRIES_AT_ONCE));
        works.run();
        try {
            for (JobFile file : files) {
                if (file.state() != FileState.SKIPPED) {
                    writer.add(SourceHandle.placedEntryOf(file), crc32Of(file, fresh));
                }
            }
            if (files.size() == ENTRIES_AT_ONCE) {
                return files.get(ENTRIES_AT_ONCE - 1).ordinal();
            }
            writer.finish();
            return -2;
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
