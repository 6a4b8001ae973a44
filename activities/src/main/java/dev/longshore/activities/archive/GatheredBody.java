package dev.longshore.activities.archive;

import dev.longshore.storage.PartBody;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers a body, in memory as far as there is room; else its small pieces are joined, for there may be a hundred thousand. */
final class GatheredBody {

    private static final int JOINED = 1024 * 1024;

    private final byte @Nullable [] room;
    private final List<PartBody> pieces = new ArrayList<>();
    private final ByteArrayOutputStream small = new ByteArrayOutputStream(0);
    private int filled;

    GatheredBody(byte @Nullable [] room) {
        this.room = room;
    }

    /** Some bytes, few of them. */
    void add(byte[] bytes) {
        if (room != null) {
            System.arraycopy(bytes, 0, room, filled, bytes.length);
            filled += bytes.length;
            return;
        }
        small.writeBytes(bytes);
        if (small.size() >= JOINED) {
            joinSmallOnes();
        }
    }

    /** So many bytes that stand at their place in the room already. */
    void addFilled(long bytes) {
        filled += Math.toIntExact(bytes);
    }

    /** A piece that is read when it is sent; in a room nothing is added but such pieces from then on. */
    void add(PartBody piece) {
        joinSmallOnes();
        pieces.add(piece);
    }

    PartBody whole() {
        joinSmallOnes();
        return PartBody.joined(pieces);
    }

    private void joinSmallOnes() {
        if (small.size() > 0) {
            pieces.add(PartBody.of(small.toByteArray()));
            small.reset();
        }
        if (room != null && filled > 0 && pieces.isEmpty()) {
            pieces.add(PartBody.of(room, filled));
        }
    }
}
