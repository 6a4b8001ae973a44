package dev.longshore.activities.archive;

import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.zip.Crc32s;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.ZipRecords;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** The CRC-32 of a whole archive, put together from the plan and the checksums of its entries; nothing is read for it. */
final class WholeCrc {

    private static final OrdinalRange ALL = new OrdinalRange(0, Long.MAX_VALUE);

    private final ArchiveTools tools;
    private final ArchivePlan plan;
    private final Runnable moved;
    private int crc32;

    /** @param moved told for each entry */
    WholeCrc(ArchiveTools tools, ArchivePlan plan, Runnable moved) {
        this.tools = tools;
        this.plan = plan;
        this.moved = moved;
    }

    /** Once all checksums are in the ledger. */
    int combined() {
        tools.ledger().lists().forEach(plan.jobId(), ALL, file -> {
            if (file.state() != FileState.SKIPPED) {
                add(file);
                moved.run();
            }
        });
        CheckedOutputStream tail = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        new ArchiveTail(tools, plan, moved).write(tail);
        add((int) tail.getChecksum().getValue(), plan.tailLength());
        return crc32;
    }

    private void add(JobFile file) {
        PlacedEntry entry = SourceHandle.placedEntryOf(file);
        int content = Crc32Json.in(file.checksum()).orElseThrow();
        byte[] header = ZipRecords.localHeader(entry.entry(), content);
        CRC32 sum = new CRC32();
        sum.update(header);
        add((int) sum.getValue(), header.length);
        add(content, entry.end() - entry.dataOffset());
    }

    private void add(int next, long length) {
        crc32 = Crc32s.combine(crc32, next, length);
    }
}
