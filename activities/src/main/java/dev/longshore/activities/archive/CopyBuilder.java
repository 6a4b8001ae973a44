package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.StoredPart;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.HeldPart;
import java.util.List;
import java.util.Map;

/**
 * Builds parts that lie wholly within one entry without a byte of them being sent. They are read if nobody says their
 * checksum.
 */
final class CopyBuilder {

    private final PartsPage page;

    CopyBuilder(PartsPage page) {
        this.page = page;
    }

    StoredPart build(TakenPart part) {
        JobFile file = page.firstFileOf(part);
        CopiedRange range = CopiedRange.of(part, file);
        HeldPart copied = page.blaming(file, () -> copied(part, range));
        return new StoredPart(copied.etag(), crcs(part, file, range, copied), Map.of());
    }

    private HeldPart copied(TakenPart part, CopiedRange range) {
        return page.heldCopy(part).orElseGet(() -> {
            page.begins(part);
            return page.copy(part, range);
        });
    }

    private List<PieceCrc> crcs(TakenPart part, JobFile file, CopiedRange range, HeldPart copied) {
        if (copied.crc32() != null) {
            return List.of(range.piece(copied.crc32()));
        }
        if (Crc32Json.in(file.checksum()).isPresent()) {
            return List.of();
        }
        return List.of(EntryCrcs.read(page, file, part, range));
    }
}
