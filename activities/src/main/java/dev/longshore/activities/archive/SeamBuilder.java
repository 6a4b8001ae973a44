package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.StoredPart;
import dev.longshore.ledger.archive.TakenPart;
import java.util.List;

/**
 * Builds parts that hold headers or a piece of the archive's tail. Such a part is read first, for its headers come before the
 * bytes whose checksums they hold.
 */
final class SeamBuilder implements PartBuilder {

    private final PartsPage page;
    private final EntryCrcs crcs;
    private final Together readers;
    private final ArchiveTail tail;

    SeamBuilder(PartsPage page) {
        this.page = page;
        this.crcs = new EntryCrcs(page);
        this.readers = new Together(page.tools().properties().readsAtOnce(), "archive-read");
        this.tail = new ArchiveTail(page.tools(), page.plan(), page::works);
    }

    @Override
    public void close() {
        readers.close();
    }

    @Override
    public StoredPart build(TakenPart part) {
        crcs.begin(part);
        try {
            Seam seam = new Seam(page, part, crcs, readers);
            page.forFilesOf(part, seam::add);
            if (Suspects.isAmong(part)) {
                page.gotOn(part);
            }
            seam.addTail(tail);
            return seam.stored(page.send(part, seam.body()));
        } finally {
            crcs.read(part, List.of()); // else who waits for its pieces would wait for ever
        }
    }
}
