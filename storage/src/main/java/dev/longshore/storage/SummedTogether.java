package dev.longshore.storage;

import dev.longshore.lanes.Md5Lanes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * Neighbouring parts of a source that is near. Where this Java sums several contents at once they are read together once more
 * before they are sent, and not summed while they are. A group is at most a quarter of the source, so that reading and sending
 * can overlap, and 256 MiB, so that what was read is still in memory when it is sent. Parts of which so few are not summed
 * faster together are summed by themselves.
 */
public final class SummedTogether {

    private static final long MOST_BYTES = 256L << 20;

    /** Of a source, for each of its groups. */
    private static final int SHARE = 4;

    private final List<SummedBody> bodies;
    private final Map<SummedBody, BodySum> sums = new HashMap<>();
    private final boolean isSummed;

    private SummedTogether(List<SummedBody> bodies, boolean isSummed) {
        this.bodies = List.copyOf(bodies);
        this.isSummed = isSummed;
        if (isSummed) {
            bodies.forEach(body -> body.join(this));
        }
    }

    /** All parts of a source, of this size but for the last; each part knows its sums once its group is summed. */
    public static List<SummedTogether> of(Source source, long partSize) {
        List<SummedBody> bodies = new ArrayList<>();
        for (long at = 0; at < source.size(); at += partSize) {
            bodies.add(new SummedBody(source, at, Math.min(partSize, source.size() - at)));
        }
        long most = Math.min(bodies.size() / SHARE, MOST_BYTES / partSize);
        int together = (int) Math.min(most, Md5Lanes.width());
        if (!Md5Lanes.pays(together)) {
            return List.of(new SummedTogether(bodies, false));
        }
        List<SummedTogether> groups = new ArrayList<>();
        for (int at = 0; at < bodies.size(); at += together) {
            List<SummedBody> next = bodies.subList(at, Math.min(at + together, bodies.size()));
            groups.add(new SummedTogether(next, Md5Lanes.pays(next.size())));
        }
        return groups;
    }

    /** In their order. */
    public List<? extends PartBody> bodies() {
        return bodies;
    }

    /**
     * Reads them, if that was not done and pays. Whoever sends one of them before waits for it, or does it.
     *
     * @param moved is told all bytes that are read; what it throws ends the reading and is thrown here
     */
    public void sum(LongConsumer moved) {
        if (isSummed) {
            sumOf(bodies.get(0), moved);
        }
    }

    /** @param moved is told all bytes that are read now, of whichever body */
    synchronized BodySum sumOf(SummedBody body, LongConsumer moved) {
        if (sums.isEmpty()) {
            try {
                read(bodies, new ArrayList<>(bodies.size()), moved);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return Objects.requireNonNull(sums.get(body));
    }

    /** Opens one after the other, and closes all whatever happens. */
    private void read(List<SummedBody> rest, List<Summing> open, LongConsumer moved) throws IOException {
        if (rest.isEmpty()) {
            note(open, Md5Lanes.digests(open.stream().map(BlockStream::new).toList()));
            return;
        }
        try (Summing next = new Summing(rest.get(0).open(), moved)) {
            open.add(next);
            read(rest.subList(1, rest.size()), open, moved);
        }
    }

    private void note(List<Summing> read, List<byte[]> md5s) {
        for (int i = 0; i < md5s.size(); i++) {
            sums.put(bodies.get(i), read.get(i).sum(md5s.get(i)));
        }
    }

    /** What MD5's lanes do not know of a body. */
    private static final class Summing implements Blocks {

        private final InputStream body;
        private final LongConsumer moved;
        private final CRC32 crc32 = new CRC32();
        private long count;

        Summing(InputStream body, LongConsumer moved) {
            this.body = body;
            this.moved = moved;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = body.read(bytes, offset, length);
            if (read > 0) {
                crc32.update(bytes, offset, read);
                count += read;
                moved.accept(read);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }

        BodySum sum(byte[] md5) {
            return new BodySum(count, HexFormat.of().formatHex(md5), (int) crc32.getValue());
        }
    }
}
