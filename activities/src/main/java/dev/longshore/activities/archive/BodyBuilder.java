package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.StoredPart;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.Gate;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.zip.PlacedEntry;
import java.util.List;
import java.util.Map;

/** Builds parts that lie wholly within one entry: its bytes pass through without being kept, or do not pass at all. */
final class BodyBuilder implements PartBuilder {

    private final PartsPage page;
    private final CopyBuilder copies;

    BodyBuilder(PartsPage page) {
        this.page = page;
        this.copies = new CopyBuilder(page);
    }

    /** Bytes only pass here: as many at a time as the archive's store bears. */
    @Override
    public Gate gate() {
        return page.tools().stores().transfers(ArchiveTools.targetOf(page.plan()));
    }

    @Override
    public StoredPart build(TakenPart part) {
        return part.kind() == PartKind.COPY ? copies.build(part) : sent(part);
    }

    private StoredPart sent(TakenPart part) {
        JobFile file = page.firstFileOf(part);
        PlacedEntry entry = SourceHandle.placedEntryOf(file);
        long offset = part.offset() - entry.dataOffset();
        WatchedBody body =
                new WatchedBody(PartBody.of(page.sourceOf(file), offset, part.size()), read -> page.read(part, read));
        String etag = page.blaming(file, () -> page.send(part, body));
        PieceCrc piece = new PieceCrc(file.ordinal(), offset, part.size(), body.crc32());
        return new StoredPart(etag, List.of(piece), Map.of());
    }
}
