package dev.longshore.activities.archive;

import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.zip.DirectoryWriter;
import dev.longshore.storage.zip.PlacedEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The archive's directory, made from the ledger whenever it is needed; a million entries pass one at a time. */
final class ArchiveDirectory {

    private static final OrdinalRange ALL = new OrdinalRange(0, Long.MAX_VALUE);

    /** In bytes of the directory. */
    private static final long BETWEEN_MARKS = 1024 * 1024;

    private final ArchiveTools tools;
    private final ArchivePlan plan;
    private final long offset;
    private final Runnable moved;
    private @Nullable List<Mark> marks;

    /** Where an entry lies in the directory, so that a piece of it can be written without all entries before. */
    private record Mark(long ordinal, long position, long entries) {}

    /**
     * A piece of the directory.
     *
     * @param to exclusive, like {@code from} counted from the directory's begin
     */
    record Piece(long from, long to) {}

    /** An entry behind those of the ledger. */
    record Last(PlacedEntry entry, int crc32) {}

    private static final Mark BEGIN = new Mark(0, 0, 0);

    /**
     * Of a plan.
     *
     * @param offset where it begins in the archive
     * @param moved told for each entry
     */
    ArchiveDirectory(ArchiveTools tools, ArchivePlan plan, long offset, Runnable moved) {
        this.tools = tools;
        this.plan = plan;
        this.offset = offset;
        this.moved = moved;
    }

    /** Writes the whole directory. */
    void write(OutputStream out, @Nullable Last last) {
        DirectoryWriter writer = new DirectoryWriter(offset, 0, plan.tailLength(), out);
        forEachEntry(ALL, file -> writer.add(SourceHandle.placedEntryOf(file), crc32Of(file, Map.of())));
        finish(writer, last);
    }

    /**
     * Writes a piece of it.
     *
     * @param fresh checksums that are not in the ledger yet
     */
    void write(Piece piece, OutputStream out, Map<Long, Integer> fresh, @Nullable Last last) {
        DirectoryWriter writer = new DirectoryWriter(offset, piece.from(), piece.to(), out);
        boolean isSmall = plan.tailLength() <= BETWEEN_MARKS;
        List<Mark> all = isSmall ? List.of(BEGIN) : marks();
        Mark first = all.stream()
                .filter(mark -> mark.position() <= piece.from())
                .reduce((one, next) -> next)
                .orElseThrow();
        Mark behind = all.stream()
                .filter(mark -> mark.position() >= piece.to())
                .findFirst()
                .orElse(null);
        writer.skipTo(first.position(), first.entries());
        long lastOrdinal = behind == null ? Long.MAX_VALUE : behind.ordinal() - 1;
        forEachEntry(
                new OrdinalRange(first.ordinal(), lastOrdinal),
                file -> writer.add(SourceHandle.placedEntryOf(file), crc32Of(file, fresh)));
        if (behind == null) {
            finish(writer, last);
        }
    }

    private synchronized List<Mark> marks() {
        List<Mark> known = marks;
        if (known == null) {
            known = foundMarks();
            marks = known;
        }
        return known;
    }

    private List<Mark> foundMarks() {
        List<Mark> found = new ArrayList<>();
        found.add(BEGIN);
        long[] passed = new long[2];
        forEachEntry(ALL, file -> {
            if (passed[0] - found.get(found.size() - 1).position() >= BETWEEN_MARKS) {
                found.add(new Mark(file.ordinal(), passed[0], passed[1]));
            }
            passed[0] += SourceHandle.placedEntryOf(file).centralLength();
            passed[1]++;
        });
        return found;
    }

    private interface Entries {
        void add(JobFile file) throws IOException;
    }

    private void forEachEntry(OrdinalRange range, Entries entries) {
        tools.ledger().lists().forEach(plan.jobId(), range, file -> {
            moved.run();
            if (file.state() != FileState.SKIPPED) {
                add(file, entries);
            }
        });
    }

    private static void add(JobFile file, Entries entries) {
        try {
            entries.add(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void finish(DirectoryWriter writer, @Nullable Last last) {
        try {
            if (last != null) {
                writer.add(last.entry(), last.crc32());
            }
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int crc32Of(JobFile file, Map<Long, Integer> fresh) {
        Integer known = fresh.get(file.ordinal());
        return known != null
                ? known
                : Crc32Json.in(file.checksum())
                        .orElseThrow(
                                () -> new IllegalStateException("File " + file.ordinal() + " has no checksum yet"));
    }
}
