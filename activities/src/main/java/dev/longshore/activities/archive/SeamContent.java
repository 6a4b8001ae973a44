package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.Gate;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.zip.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Some bytes of an entry within a part: read once for their checksum, and kept until they are sent if there is room. */
final class SeamContent {

    private static final int STEP = 128 * 1024;

    private final PartsPage page;
    private final TakenPart part;
    private final JobFile file;
    private final Segment.Data data;
    private boolean isKept;
    private int crc32;

    SeamContent(PartsPage page, TakenPart part, JobFile file, Segment.Data data) {
        this.page = page;
        this.part = part;
        this.file = file;
        this.data = data;
    }

    /** Into the room, if there is any, at the place that it has in the part. */
    void read(byte @Nullable [] room) {
        page.blaming(file, () -> {
            if (room != null) {
                keepIn(room);
            } else {
                WatchedBody watched = new WatchedBody(source(), this::moved);
                EntryCrcs.drain(watched);
                crc32 = watched.crc32();
            }
            return this;
        });
    }

    /** To be passed before it is read. */
    Gate gate() {
        return page.tools().stores().transfers(SourceHandle.pinOf(file).address());
    }

    JobFile file() {
        return file;
    }

    PieceCrc piece() {
        return new PieceCrc(file.ordinal(), data.offset(), data.length(), crc32);
    }

    void addTo(GatheredBody body) {
        if (isKept) {
            body.addFilled(data.length());
        } else {
            body.add(new BlamedBody(page, file, new WatchedBody(source(), this::moved)));
        }
    }

    private void keepIn(byte[] room) {
        int begin = Math.toIntExact(data.entry().dataOffset() + data.offset() - part.offset());
        int end = begin + Math.toIntExact(data.length());
        CRC32 sum = new CRC32();
        try (InputStream in = source().open()) {
            int reached = begin;
            while (reached < end) {
                int count = in.read(room, reached, Math.min(end - reached, STEP));
                if (count < 0) {
                    throw new IOException("the source ended " + (end - reached) + " bytes early");
                }
                sum.update(room, reached, count);
                moved(count);
                reached += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        crc32 = (int) sum.getValue();
        isKept = true;
    }

    private void moved(long bytes) {
        page.read(part, bytes);
    }

    private PartBody source() {
        return PartBody.of(page.sourceOf(file), data.offset(), data.length());
    }
}
