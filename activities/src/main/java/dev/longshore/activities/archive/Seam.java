package dev.longshore.activities.archive;

import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.StoredPart;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.zip.PartSegments;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.Segment;
import dev.longshore.storage.zip.ZipRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A part with headers while it is put together, some files after the other; of those that are in it, bytes are left. */
final class Seam {

    private static final int TAIL_AT_ONCE = 1024 * 1024;

    private final PartsPage page;
    private final TakenPart part;
    private final EntryCrcs crcs;
    private final Together readers;
    private final byte @Nullable [] room;
    private final long end;
    private final GatheredBody body;
    private final List<PieceCrc> ofSeveralParts = new ArrayList<>();
    private final Map<Long, Integer> known = new HashMap<>();
    private long position;

    Seam(PartsPage page, TakenPart part, EntryCrcs crcs, Together readers) {
        this.page = page;
        this.part = part;
        this.crcs = crcs;
        this.readers = readers;
        this.room = page.rooms().take(part);
        this.body = new GatheredBody(room);
        this.position = part.offset();
        this.end = part.offset() + part.size();
    }

    PartBody body() {
        return body.whole();
    }

    /** The end of it: another part may be put together in its room. */
    StoredPart stored(String etag) {
        page.rooms().giveBack(room);
        return new StoredPart(etag, ofSeveralParts, known);
    }

    /** A checksum that is known of bytes before those that are put together here. */
    void keep(PieceCrc piece) {
        ofSeveralParts.add(piece);
    }

    /** The files that follow those added before. */
    void add(List<JobFile> files) {
        if (files.isEmpty()) {
            return;
        }
        PartFiles byOrdinal = new PartFiles(files);
        List<Segment> segments = segmentsOf(files, byOrdinal);
        Map<Segment, SeamContent> contents = read(segments, byOrdinal);
        List<PieceCrc> pieces =
                contents.values().stream().map(SeamContent::piece).toList();
        if (files.get(0).ordinal() == part.firstOrdinal()) {
            crcs.read(
                    part,
                    pieces.stream()
                            .filter(piece -> piece.ordinal() == part.firstOrdinal())
                            .toList());
        }
        findCrcs(segments, byOrdinal, pieces);
        segments.forEach(segment -> add(segment, contents));
        keepThoseOfSeveralParts(pieces, byOrdinal);
    }

    /** Behind the last file: the piece of the tail that lies in the part, of which little is in memory at a time. */
    void addTail(ArchiveTail tail) {
        long begin = page.plan().tailOffset();
        while (position < end) {
            long next = Math.min(end, position + TAIL_AT_ONCE);
            body.add(new TailPiece(tail, position - begin, next - begin, known));
            position = next;
        }
    }

    private List<Segment> segmentsOf(List<JobFile> files, PartFiles byOrdinal) {
        long reached = SourceHandle.placedEntryOf(files.get(files.size() - 1)).end();
        long upTo = Math.min(end, reached);
        List<Segment> segments = new ArrayList<>();
        new PartSegments(position, upTo, byOrdinal.entries(), page.plan().tailOffset()).forEachRemaining(segments::add);
        position = upTo;
        return segments;
    }

    private Map<Segment, SeamContent> read(List<Segment> segments, PartFiles files) {
        Map<Segment, SeamContent> contents = new LinkedHashMap<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.Data data) {
                JobFile file = files.of(data.entry().ordinal());
                contents.put(segment, new SeamContent(page, part, file, data));
            }
        }
        if (Suspects.isAmong(part)) {
            Suspects suspects = new Suspects(page.tools(), page.run());
            contents.values().forEach(content -> suspects.read(content.file(), () -> content.read(room)));
        } else {
            readers.work(contents.values().stream()
                    .map(content -> new Task(content.gate(), () -> content.read(room)))
                    .toList());
        }
        return contents;
    }

    private void findCrcs(List<Segment> segments, PartFiles files, List<PieceCrc> pieces) {
        Map<Long, List<PieceCrc>> byFile = new HashMap<>();
        pieces.forEach(piece -> byFile.computeIfAbsent(piece.ordinal(), any -> new ArrayList<>(1))
                .add(piece));
        for (Segment segment : segments) {
            if (segment instanceof Segment.Header header) {
                JobFile file = files.of(header.entry().ordinal());
                List<PieceCrc> own = byFile.getOrDefault(file.ordinal(), List.of());
                known.put(file.ordinal(), page.blaming(file, () -> crcs.of(file, part, own)));
            }
        }
    }

    private void add(Segment segment, Map<Segment, SeamContent> contents) {
        if (segment instanceof Segment.Header header) {
            body.add(bytesOf(header));
        } else {
            Objects.requireNonNull(contents.get(segment)).addTo(body);
        }
    }

    private byte[] bytesOf(Segment.Header header) {
        PlacedEntry entry = header.entry();
        byte[] whole = ZipRecords.localHeader(entry.entry(), Objects.requireNonNull(known.get(entry.ordinal())));
        return Arrays.copyOfRange(whole, header.from(), header.to());
    }

    private void keepThoseOfSeveralParts(List<PieceCrc> pieces, PartFiles files) {
        for (PieceCrc piece : pieces) {
            PlacedEntry entry = SourceHandle.placedEntryOf(files.of(piece.ordinal()));
            if (entry.headerOffset() < part.offset() || entry.end() > end) {
                ofSeveralParts.add(piece);
            }
        }
    }
}
