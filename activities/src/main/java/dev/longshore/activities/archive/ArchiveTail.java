package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.ZipEntry;
import dev.longshore.storage.zip.ZipRecords;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What lies behind the entries that are files: the manifest, if one was wished, and the directory. */
final class ArchiveTail {

    private final ArchiveDirectory directory;
    private final Manifest manifest;
    private final @Nullable PlacedEntry entry;
    private @Nullable Integer crc32;

    /** @param moved told for each file that passes */
    ArchiveTail(ArchiveTools tools, ArchivePlan plan, Runnable moved) {
        this.manifest = new Manifest(tools.ledger().lists(), plan.jobId(), moved);
        this.entry = plan.manifestName() == null ? null : placed(tools, plan, plan.manifestName());
        this.directory = new ArchiveDirectory(tools, plan, plan.tailOffset() + manifestLength(), moved);
    }

    /** The time is that of the order, so that it is the same whenever the archive is planned. */
    static ZipEntry manifestEntry(String name, long size, Instant orderedAt) {
        return new ZipEntry(name, size, orderedAt);
    }

    /** Writes all of it. */
    void write(OutputStream out) {
        writeManifest(0, manifestLength(), out, Map.of());
        directory.write(out, last(Map.of()));
    }

    /**
     * Writes a piece of it.
     *
     * @param to exclusive, like {@code from} counted from its begin
     * @param fresh checksums that are not in the ledger yet
     */
    void write(long from, long to, OutputStream out, Map<Long, Integer> fresh) {
        long begin = manifestLength();
        if (from < begin) {
            writeManifest(from, Math.min(to, begin), out, fresh);
        }
        if (to > begin) {
            directory.write(new ArchiveDirectory.Piece(Math.max(0, from - begin), to - begin), out, fresh, last(fresh));
        }
    }

    private void writeManifest(long from, long to, OutputStream out, Map<Long, Integer> fresh) {
        if (entry == null) {
            return;
        }
        int header = entry.headerLength();
        if (from < header) {
            new Window(from, to, out).pass(ZipRecords.localHeader(entry.entry(), crc32(entry, fresh)));
        }
        if (to > header) {
            manifest.write(Math.max(0, from - header), to - header, out, crc32sWith(fresh));
        }
    }

    private ArchiveDirectory.@Nullable Last last(Map<Long, Integer> fresh) {
        return entry == null ? null : new ArchiveDirectory.Last(entry, crc32(entry, fresh));
    }

    /** Found once, for all checksums are known when the first byte of it is. */
    private synchronized int crc32(PlacedEntry placed, Map<Long, Integer> fresh) {
        Integer known = crc32;
        if (known == null) {
            known = manifest.crc32(placed.entry().size(), crc32sWith(fresh));
            crc32 = known;
        }
        return known;
    }

    private long manifestLength() {
        return entry == null ? 0 : entry.end() - entry.headerOffset();
    }

    private static ToIntFunction<JobFile> crc32sWith(Map<Long, Integer> fresh) {
        return file -> ArchiveDirectory.crc32Of(file, fresh);
    }

    private static PlacedEntry placed(ArchiveTools tools, ArchivePlan plan, String name) {
        Instant orderedAt =
                tools.ledger().jobs().find(plan.jobId()).orElseThrow().createdAt();
        long size = Objects.requireNonNull(plan.manifestSize());
        return new PlacedEntry(Long.MAX_VALUE, manifestEntry(name, size, orderedAt), plan.tailOffset());
    }
}
