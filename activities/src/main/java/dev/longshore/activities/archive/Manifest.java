package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileLists;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.workflows.archive.PlanVoid;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * What an archive says of its entries and of what was left out, as JSON. Made from the ledger whenever it is needed. How long
 * it is depends only on what is known when the archive is planned.
 */
final class Manifest {

    /** What its entry is called, if no other is called so. */
    static final String NAME = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] head;
    private final byte[] middle = "\n],\n\"leftOut\":[".getBytes(UTF_8);
    private final byte[] foot = "\n]}\n".getBytes(UTF_8);
    private final ManifestSection entries;
    private final ManifestSection leftOut;

    /** @param moved told for each file */
    Manifest(FileLists lists, String jobId, Runnable moved) {
        head = ("{\"job\":" + TextNode.valueOf(jobId) + ",\n\"entries\":[").getBytes(UTF_8);
        entries = new ManifestSection(
                those(lists, jobId, moved, file -> file.state() != FileState.SKIPPED), Manifest::entryLine);
        leftOut = new ManifestSection(
                those(lists, jobId, moved, file -> file.state() == FileState.SKIPPED), Manifest::leftOutLine);
    }

    long size() {
        return head.length + entries.length() + middle.length + leftOut.length() + foot.length;
    }

    /**
     * Writes a piece of it.
     *
     * @param to exclusive
     */
    void write(long from, long to, OutputStream out, ToIntFunction<JobFile> crc32s) {
        long begin = head.length;
        piece(head, from, to, out);
        long end = begin + entries.length();
        entries.write(Math.max(0, from - begin), Math.min(to, end) - begin, out, crc32s);
        piece(middle, from - end, to - end, out);
        begin = end + middle.length;
        end = begin + leftOut.length();
        leftOut.write(Math.max(0, from - begin), Math.min(to, end) - begin, out, crc32s);
        piece(foot, from - end, to - end, out);
    }

    /** Of all its bytes, which must be as many as planned. */
    int crc32(long planned, ToIntFunction<JobFile> crc32s) {
        if (size() != planned) {
            throw PlanVoid.because("files have been left out since the manifest was planned");
        }
        CRC32 crc32 = new CRC32();
        write(0, planned, new CheckedOutputStream(OutputStream.nullOutputStream(), crc32), crc32s);
        return (int) crc32.getValue();
    }

    private static void piece(byte[] bytes, long from, long to, OutputStream out) {
        new Window(from, to, out).pass(bytes);
    }

    private static BiConsumer<OrdinalRange, Consumer<JobFile>> those(
            FileLists lists, String jobId, Runnable moved, Predicate<JobFile> which) {
        return (range, reader) -> lists.forEach(jobId, range, file -> {
            moved.run();
            if (which.test(file)) {
                reader.accept(file);
            }
        });
    }

    private static String entryLine(JobFile file, ToIntFunction<JobFile> crc32s) {
        SourceHandle handle = SourceHandle.of(file);
        ObjectNode line = JSON.createObjectNode()
                .put("name", file.target())
                .put("source", file.source())
                .put("size", SourceHandle.sizeOf(file))
                .put("crc32", HexFormat.of().toHexDigits(crc32s.applyAsInt(file)))
                .put("modified", handle.modified().toString())
                .put("etag", handle.etag());
        DeflatedBytes deflated = handle.deflated();
        return (deflated == null ? line : line.put("deflatedSize", deflated.size())).toString();
    }

    private static String leftOutLine(JobFile file, ToIntFunction<JobFile> crc32s) {
        Failure why = file.failure();
        return JSON.createObjectNode()
                .put("name", file.target())
                .put("source", file.source())
                .put("ordinal", file.ordinal())
                .put("reason", why == null ? "" : why.type())
                .put("message", why == null ? "" : why.message())
                .toString();
    }
}
