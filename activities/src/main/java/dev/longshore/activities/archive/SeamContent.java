package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.zip.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** Some bytes of an entry within a part: read once for their checksum, and kept if there is room, until they are sent. */
final class SeamContent {

    private final PartsPage page;
    private final TakenPart part;
    private final JobFile file;
    private final Segment.Data data;
    private final boolean keeps;
    private byte[] kept = new byte[0];
    private int crc32;

    SeamContent(PartsPage page, TakenPart part, JobFile file, Segment.Data data) {
        this.page = page;
        this.part = part;
        this.file = file;
        this.data = data;
        this.keeps = part.size() <= page.tools().properties().bufferLimit().toBytes();
    }

    void read() {
        page.blaming(file, () -> {
            if (keeps) {
                keep();
            } else {
                WatchedBody watched = new WatchedBody(source(), this::moved);
                EntryCrcs.drain(watched);
                crc32 = watched.crc32();
            }
            return this;
        });
    }

    JobFile file() {
        return file;
    }

    PieceCrc piece() {
        return new PieceCrc(file.ordinal(), data.offset(), data.length(), crc32);
    }

    void addTo(GatheredBody body) {
        if (keeps) {
            body.add(kept);
        } else {
            body.add(new BlamedBody(page, file, new WatchedBody(source(), this::moved)));
        }
    }

    private void keep() {
        kept = new byte[(int) data.length()];
        CRC32 sum = new CRC32();
        try (InputStream in = source().open()) {
            int reached = 0;
            while (reached < kept.length) {
                int count = in.read(kept, reached, Math.min(kept.length - reached, 128 * 1024));
                if (count < 0) {
                    throw new IOException("the source ended " + (kept.length - reached) + " bytes early");
                }
                sum.update(kept, reached, count);
                moved(count);
                reached += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        crc32 = (int) sum.getValue();
    }

    private void moved(long bytes) {
        page.read(part, bytes);
    }

    private PartBody source() {
        return PartBody.of(page.sourceOf(file), data.offset(), data.length());
    }
}
