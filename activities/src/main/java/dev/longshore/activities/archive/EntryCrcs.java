package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.CHECKSUM_MISMATCH;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.zip.Crc32s;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** The CRC-32 of entries: from the store, from the pieces that were read for parts, or from reading what is missing. */
final class EntryCrcs {

    private static final int STEP = 128 * 1024;

    private final PartsPage page;
    private final NavigableMap<Integer, Expected> expected = new ConcurrentSkipListMap<>();

    /** What another thread of this page is about to read of the first entry of its part. */
    private record Expected(long ordinal, CompletableFuture<List<PieceCrc>> pieces) {}

    EntryCrcs(PartsPage page) {
        this.page = page;
    }

    /** A thread of this page begins to read this part, so others wait for it instead of reading the same bytes. */
    void begin(TakenPart part) {
        expected.put(part.number(), new Expected(part.firstOrdinal(), new CompletableFuture<>()));
    }

    /** Must be said for each part that was begun, with no pieces if it failed; only what is said first counts. */
    void read(TakenPart part, List<PieceCrc> pieces) {
        Expected waiting = expected.get(part.number());
        if (waiting != null) {
            waiting.pieces().complete(pieces);
        }
    }

    /** @param own the pieces that the asker has just read for this part */
    int of(JobFile file, TakenPart part, List<PieceCrc> own) {
        Optional<Integer> known = Crc32Json.in(file.checksum());
        if (SourceHandle.isDeflated(file)) {
            return known.orElseThrow(); // pieces are of what it was deflated to
        }
        long size = SourceHandle.pinOf(file).size();
        boolean whole = combined(own, size).isPresent();
        if (known.isPresent() && !whole) {
            return known.get();
        }
        int computed = whole ? combined(own, size).get() : combinedWithOthers(file, part, own);
        known.ifPresent(crc32 -> requireEqual(file, crc32, computed));
        return computed;
    }

    static void requireEqual(JobFile file, int known, int computed) {
        if (known != computed) {
            throw CHECKSUM_MISMATCH.because("the store says that the CRC-32 of " + file.source() + " is "
                    + Integer.toHexString(known) + ", its bytes give " + Integer.toHexString(computed));
        }
    }

    /** Empty if the pieces leave a gap. */
    static Optional<Integer> combined(List<PieceCrc> pieces, long size) {
        int crc32 = 0;
        long reached = 0;
        for (PieceCrc piece : sorted(pieces)) {
            if (piece.offset() != reached) {
                return Optional.empty();
            }
            crc32 = Crc32s.combine(crc32, piece.crc32(), piece.length());
            reached += piece.length();
        }
        return reached == size ? Optional.of(crc32) : Optional.empty();
    }

    private int combinedWithOthers(JobFile file, TakenPart part, List<PieceCrc> own) {
        List<PieceCrc> pieces = new ArrayList<>(own);
        for (Expected other : expected.tailMap(part.number(), false).values()) {
            if (other.ordinal() == file.ordinal()) {
                addIfNew(pieces, file, other.pieces().join());
            }
        }
        addIfNew(pieces, file, page.tools().ledger().archiveParts().pieces(file.jobId(), file.ordinal()));
        long size = SourceHandle.pinOf(file).size();
        fillGaps(file, part, pieces);
        return combined(pieces, size).orElseThrow();
    }

    private static void addIfNew(List<PieceCrc> pieces, JobFile file, List<PieceCrc> more) {
        for (PieceCrc piece : more) {
            boolean known = pieces.stream().anyMatch(each -> each.offset() == piece.offset());
            if (piece.ordinal() == file.ordinal() && !known) {
                pieces.add(piece);
            }
        }
    }

    private void fillGaps(JobFile file, TakenPart part, List<PieceCrc> pieces) {
        long size = SourceHandle.pinOf(file).size();
        long reached = 0;
        for (PieceCrc piece : sorted(pieces)) {
            if (piece.offset() > reached) {
                pieces.add(read(page, file, part, rangeOf(file, reached, piece.offset() - reached)));
            }
            reached = piece.offset() + piece.length();
        }
        if (reached < size) {
            pieces.add(read(page, file, part, rangeOf(file, reached, size - reached)));
        }
    }

    private static CopiedRange rangeOf(JobFile file, long offset, long length) {
        return new CopiedRange(file.ordinal(), SourceHandle.pinOf(file), offset, length);
    }

    /** Reads bytes that are not sent, for their checksum. */
    static PieceCrc read(PartsPage page, JobFile file, TakenPart part, CopiedRange range) {
        PartBody source = PartBody.of(page.sourceOf(file), range.offset(), range.length());
        WatchedBody body = new WatchedBody(source, read -> page.read(part, read));
        return page.blaming(file, () -> {
            drain(body);
            return range.piece(body.crc32());
        });
    }

    static void drain(PartBody body) {
        try (InputStream in = body.open()) {
            byte[] step = new byte[STEP];
            while (in.read(step) >= 0) {
                // the body counts
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<PieceCrc> sorted(List<PieceCrc> pieces) {
        return pieces.stream()
                .sorted(Comparator.comparingLong(PieceCrc::offset))
                .toList();
    }
}
