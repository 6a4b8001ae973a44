package dev.longshore.activities.archive;

import dev.longshore.activities.page.Together;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.StoredPart;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.Gate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Builds parts that hold headers or a piece of the archive's tail. Such a part is read first, for its headers come before the
 * bytes whose checksums they hold.
 */
final class SeamBuilder implements PartBuilder {

    private final PartsPage page;
    private final EntryCrcs crcs;
    private final Together readers;
    private final Gate rooms;
    private final ArchiveTail tail;
    private final Map<Integer, Glue> glues = new ConcurrentHashMap<>();

    SeamBuilder(PartsPage page) {
        this.page = page;
        this.crcs = new EntryCrcs(page);
        this.readers = new Together("archive-read");
        this.rooms = Gate.of(page.tools().properties().partsAtOnce());
        this.tail = new ArchiveTail(page.tools(), page.plan(), page::works);
    }

    /** Each part takes memory. */
    @Override
    public Gate gate() {
        return rooms;
    }

    @Override
    public void close() {
        readers.close();
    }

    @Override
    public StoredPart build(TakenPart part) {
        crcs.begin(part);
        try {
            return part.kind() == PartKind.GLUED ? glued(part) : sent(part);
        } finally {
            crcs.read(part, List.of()); // else who waits for its pieces would wait for ever
        }
    }

    @Override
    public void noted(TakenPart part) {
        Glue glue = glues.remove(part.number());
        if (glue != null) {
            page.awaiting(glue::remove);
        }
    }

    private StoredPart sent(TakenPart part) {
        Seam seam = gathered(part, List.of());
        return seam.stored(page.send(part, seam.body()));
    }

    private StoredPart glued(TakenPart part) {
        JobFile first = page.firstFileOf(part);
        Glue glue = new Glue(page, part, CopiedRange.of(part, first));
        List<PieceCrc> copied = page.blaming(first, glue::begin);
        crcs.read(part, copied);
        Seam seam = gathered(part.withoutCopied(), copied);
        StoredPart stored = seam.stored(glue.finish(seam.body()));
        glues.put(part.number(), glue);
        return stored;
    }

    private Seam gathered(TakenPart part, List<PieceCrc> copied) {
        Seam seam = new Seam(page, part, crcs, readers);
        copied.forEach(seam::keep);
        page.forFilesOf(part, seam::add);
        if (Suspects.isAmong(part)) {
            page.gotOn(part);
        }
        seam.addTail(tail);
        return seam;
    }
}
