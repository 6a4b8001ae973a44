package dev.longshore.storage.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** An archive put together from its parts, each built from nothing but the plan, the last one first. */
final class BuiltArchive {

    final List<SampleFile> files;
    final List<PlacedEntry> placed = new ArrayList<>();
    final ZipLayout layout = new ZipLayout();
    final List<PlannedPart> parts = new ArrayList<>();

    BuiltArchive(List<SampleFile> files, long partSize) {
        this(files, PartRules.splicing(partSize));
    }

    BuiltArchive(List<SampleFile> files, PartRules rules) {
        this.files = files;
        for (int i = 0; i < files.size(); i++) {
            placed.add(layout.place(i, files.get(i).entry(), "pin " + i));
        }
        PartPlanner planner = new PartPlanner(rules, layout.directoryOffset(), layout.length(), parts::add);
        placed.forEach(
                entry -> planner.add(entry, files.get((int) entry.ordinal()).isInStore()));
        planner.finish();
    }

    byte[] bytes() throws IOException {
        byte[] archive = new byte[Math.toIntExact(layout.length())];
        for (int number = parts.size(); number > 0; number--) {
            PlannedPart planned = parts.get(number - 1);
            byte[] part = part(planned);
            System.arraycopy(part, 0, archive, (int) planned.offset(), part.length);
        }
        return archive;
    }

    Path writtenTo(Path folder) throws IOException {
        return Files.write(folder.resolve("archive.zip"), bytes());
    }

    private byte[] part(PlannedPart part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) part.size());
        List<PlacedEntry> touched = part.firstOrdinal() < 0
                ? List.of()
                : placed.subList((int) part.firstOrdinal(), (int) part.lastOrdinal() + 1);
        PartSegments segments = new PartSegments(
                part.offset(), part.offset() + part.size(), touched.iterator(), layout.directoryOffset());
        while (segments.hasNext()) {
            write(segments.next(), out);
        }
        return out.toByteArray();
    }

    private void write(Segment segment, OutputStream out) throws IOException {
        if (segment instanceof Segment.Header header) {
            byte[] bytes = ZipRecords.localHeader(header.entry().entry(), crc32(header.entry()));
            out.write(bytes, header.from(), header.to() - header.from());
        } else if (segment instanceof Segment.Data data) {
            out.write(fileOf(data.entry()).data(), (int) data.offset(), (int) data.length());
        } else if (segment instanceof Segment.Directory directory) {
            writeDirectory(directory, out);
        }
    }

    private void writeDirectory(Segment.Directory range, OutputStream out) throws IOException {
        DirectoryWriter writer = new DirectoryWriter(layout.directoryOffset(), range.from(), range.to(), out);
        for (PlacedEntry entry : placed) {
            writer.add(entry, crc32(entry));
        }
        writer.finish();
    }

    private SampleFile fileOf(PlacedEntry entry) {
        return files.get((int) entry.ordinal());
    }

    private int crc32(PlacedEntry entry) {
        CRC32 crc32 = new CRC32();
        crc32.update(fileOf(entry).content());
        return (int) crc32.getValue();
    }
}
