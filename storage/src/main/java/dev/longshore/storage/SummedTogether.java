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

/** Bodies that are summed at once when the first of their sums is asked for; whoever asks meanwhile waits. */
final class SummedTogether {

    private final List<SummedBody> bodies;
    private final Map<SummedBody, BodySum> sums = new HashMap<>();

    private SummedTogether(List<SummedBody> bodies) {
        this.bodies = bodies;
    }

    /** Joins as many neighbours at a time as are summed faster together than while they are sent. */
    static void join(List<SummedBody> bodies) {
        int width = Md5Lanes.width();
        for (int at = 0; at < bodies.size(); at += width) {
            List<SummedBody> neighbours = List.copyOf(bodies.subList(at, Math.min(at + width, bodies.size())));
            if (Md5Lanes.pays(neighbours.size())) {
                SummedTogether together = new SummedTogether(neighbours);
                neighbours.forEach(body -> body.join(together));
            }
        }
    }

    /** @param moved is told all bytes that are read now, of whichever body; what it throws ends the reading */
    synchronized BodySum sumOf(SummedBody body, LongConsumer moved) {
        if (sums.isEmpty()) {
            read(moved);
        }
        return Objects.requireNonNull(sums.get(body));
    }

    private void read(LongConsumer moved) {
        List<Summing> streams = new ArrayList<>(bodies.size());
        try {
            for (SummedBody body : bodies) {
                streams.add(new Summing(body.open(), moved));
            }
            List<byte[]> md5s = Md5Lanes.digests(streams);
            for (int i = 0; i < md5s.size(); i++) {
                sums.put(bodies.get(i), streams.get(i).sum(md5s.get(i)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            streams.forEach(Summing::close);
        }
    }

    /** What MD5's lanes do not know of a body. */
    private static final class Summing extends InputStream {

        private final InputStream body;
        private final LongConsumer moved;
        private final CRC32 crc32 = new CRC32();
        private long count;

        Summing(InputStream body, LongConsumer moved) {
            this.body = body;
            this.moved = moved;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
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
        public void close() {
            try {
                body.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        BodySum sum(byte[] md5) {
            return new BodySum(count, HexFormat.of().formatHex(md5), (int) crc32.getValue());
        }
    }
}
