package dev.longshore.storage.files;

import dev.longshore.storage.ChecksumMismatchException;
import dev.longshore.storage.ContentSum;
import dev.longshore.storage.ETags;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.ReadContent;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.SourceMissingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** One content of an object, to be written into a file and verified on the way. */
public final class Download {

    private static final int BUFFER = 256 * 1024;

    private final S3Store store;
    private final ObjectPin pin;
    private final Progress progress;

    public Download(S3Store store, ObjectPin pin, Progress progress) {
        this.store = store;
        this.pin = pin;
        this.progress = progress;
    }

    /** Is told of bytes, in steps; what it throws ends the transfer. */
    public interface Progress {

        /** Of a file that is there. */
        void read(long bytes);

        /** Of the store, and written. */
        void fetched(long bytes);

        /** Of the store once more, to verify what is written. */
        void compared(long bytes);
    }

    /**
     * Goes on behind the bytes that the sink holds, unless those turn out to be others.
     *
     * @return by which sum the content is known to be that of the object
     * @throws ChecksumMismatchException if the store gave other bytes than it says it has
     */
    public String into(FileSink sink) throws IOException {
        long held = sink.held();
        if (held == pin.size()) {
            requireObject();
        }
        if (held > 0 && held <= pin.size()) {
            Optional<String> proof = proofOf(sink, written(sink, held));
            if (proof.isPresent()) {
                return proof.get();
            }
        }
        sink.truncate(0);
        ContentSum sum = written(sink, 0);
        return proofOf(sink, sum)
                .orElseThrow(() -> new ChecksumMismatchException(pin.address() + " has ETag " + pin.etag()
                        + ", but the store gave bytes with MD5 " + sum.md5()));
    }

    /** The proof, if the file holds these bytes and no others. */
    public Optional<String> isHeldBy(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != pin.size()) {
            return Optional.empty();
        }
        return proofOf(ReadContent.of(() -> Files.newInputStream(file), progress::read));
    }

    /**
     * Where nothing is read of the object: a listing may still show one that is gone.
     *
     * @throws SourceMissingException if it is gone
     * @throws SourceChangedException if it is another by now
     */
    public void requireObject() {
        ObjectFacts there = store.facts(pin.address())
                .orElseThrow(() -> new SourceMissingException(pin.address() + " is not there"));
        if (!ETags.same(there.etag(), pin.etag())) {
            throw new SourceChangedException(pin.address() + " no longer has ETag " + pin.etag());
        }
    }

    private ContentSum written(FileSink sink, long held) throws IOException {
        ContentSum.Builder sum = ContentSum.builder();
        byte[] bytes = new byte[BUFFER];
        read(sink, held, sum, bytes);
        long at = held;
        try (InputStream in = store.source(pin).open(held, pin.size() - held)) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                sum.add(bytes, count);
                sink.write(ByteBuffer.wrap(bytes, 0, count), at);
                at += count;
                progress.fetched(count);
            }
        }
        return sum.build();
    }

    private void read(FileSink sink, long held, ContentSum.Builder sum, byte[] bytes) throws IOException {
        try (InputStream in = sink.content()) {
            long left = held;
            while (left > 0) {
                int count = in.read(bytes, 0, (int) Math.min(bytes.length, left));
                if (count < 0) {
                    throw new EOFException("the bytes that were written for " + pin.address() + " are gone");
                }
                sum.add(bytes, count);
                left -= count;
                progress.read(count);
            }
        }
    }

    private Optional<String> proofOf(FileSink sink, ContentSum sum) {
        return proofOf(new ReadContent(sum, sink::content, progress::read));
    }

    private Optional<String> proofOf(ReadContent content) {
        return store.proofOf(pin, content, progress::compared);
    }
}
