package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.ArchivePlan;
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

/**
 * Builds parts that hold headers or a piece of the directory. Such a part is read first, for its headers come before the
 * bytes whose checksums they hold.
 */
final class SeamBuilder implements PartBuilder {

    private final PartsPage page;
    private final ArchivePlan plan;
    private final EntryCrcs crcs;
    private final Together readers;

    SeamBuilder(PartsPage page) {
        this.page = page;
        this.plan = page.plan();
        this.crcs = new EntryCrcs(page);
        this.readers = new Together(page.tools().properties().readsAtOnce(), "archive-read");
    }

    @Override
    public void close() {
        readers.close();
    }

    @Override
    public StoredPart build(TakenPart part) {
        crcs.begin(part);
        try {
            return buildBegun(part);
        } finally {
            crcs.read(part, List.of()); // else who waits for its pieces would wait for ever
        }
    }

    private StoredPart buildBegun(TakenPart part) {
        PartFiles files = new PartFiles(page.filesOf(part));
        List<Segment> segments = segmentsOf(part, files);
        Map<Segment, SeamContent> contents = read(part, segments, files);
        List<PieceCrc> pieces =
                contents.values().stream().map(SeamContent::piece).toList();
        Map<Long, Integer> known = crcsOfHeaders(part, segments, files, pieces);
        String etag = page.send(part, bodyOf(segments, contents, known));
        return new StoredPart(etag, ofSeveralParts(part, pieces, files), known);
    }

    private List<Segment> segmentsOf(TakenPart part, PartFiles files) {
        List<Segment> segments = new ArrayList<>();
        long end = part.offset() + part.size();
        new PartSegments(part.offset(), end, files.entries(), plan.directoryOffset()).forEachRemaining(segments::add);
        return segments;
    }

    private Map<Segment, SeamContent> read(TakenPart part, List<Segment> segments, PartFiles files) {
        Map<Segment, SeamContent> contents = new LinkedHashMap<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.Data data) {
                JobFile file = files.of(data.entry().ordinal());
                contents.put(segment, new SeamContent(page, part, file, data));
            }
        }
        if (Suspects.isAmong(part)) {
            Suspects suspects = new Suspects(page.tools(), page.run());
            contents.values().forEach(content -> suspects.read(content.file(), content::read));
            page.gotOn(part);
        } else {
            readers.work(contents.values().stream()
                    .<Runnable>map(content -> content::read)
                    .toList());
        }
        crcs.read(
                part,
                contents.values().stream()
                        .map(SeamContent::piece)
                        .filter(piece -> piece.ordinal() == part.firstOrdinal())
                        .toList());
        return contents;
    }

    private Map<Long, Integer> crcsOfHeaders(
            TakenPart part, List<Segment> segments, PartFiles files, List<PieceCrc> pieces) {
        Map<Long, List<PieceCrc>> byFile = new HashMap<>();
        pieces.forEach(piece -> byFile.computeIfAbsent(piece.ordinal(), any -> new ArrayList<>(1))
                .add(piece));
        Map<Long, Integer> known = new LinkedHashMap<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.Header header) {
                JobFile file = files.of(header.entry().ordinal());
                List<PieceCrc> own = byFile.getOrDefault(file.ordinal(), List.of());
                known.put(file.ordinal(), page.blaming(file, () -> crcs.of(file, part, own)));
            }
        }
        return known;
    }

    private PartBody bodyOf(List<Segment> segments, Map<Segment, SeamContent> contents, Map<Long, Integer> known) {
        List<PartBody> bodies = new ArrayList<>(segments.size());
        for (Segment segment : segments) {
            if (segment instanceof Segment.Header header) {
                bodies.add(PartBody.of(bytesOf(header, known)));
            } else if (segment instanceof Segment.Directory directory) {
                bodies.add(bodyOf(directory, known));
            } else {
                bodies.add(Objects.requireNonNull(contents.get(segment)).body());
            }
        }
        return PartBody.joined(bodies);
    }

    private static byte[] bytesOf(Segment.Header header, Map<Long, Integer> known) {
        PlacedEntry entry = header.entry();
        byte[] whole = ZipRecords.localHeader(entry.entry(), Objects.requireNonNull(known.get(entry.ordinal())));
        return Arrays.copyOfRange(whole, header.from(), header.to());
    }

    private PartBody bodyOf(Segment.Directory directory, Map<Long, Integer> known) {
        var body = new DirectoryBody(new ArchiveDirectory(page.tools(), plan, page::works), directory, known);
        return directory.length() <= page.tools().properties().bufferLimit().toBytes()
                ? PartBody.of(body.bytes())
                : body;
    }

    private List<PieceCrc> ofSeveralParts(TakenPart part, List<PieceCrc> pieces, PartFiles files) {
        long end = part.offset() + part.size();
        return pieces.stream()
                .filter(piece -> {
                    PlacedEntry entry = SourceHandle.placedEntryOf(files.of(piece.ordinal()));
                    return entry.headerOffset() < part.offset() || entry.end() > end;
                })
                .toList();
    }
}
