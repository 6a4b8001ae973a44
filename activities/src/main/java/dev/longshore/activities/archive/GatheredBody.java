package dev.longshore.activities.archive;

import dev.longshore.storage.PartBody;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Gathers the pieces of a body; small ones are joined, for a part may have a hundred thousand of them. */
final class GatheredBody {

    private static final int SMALL = 64 * 1024;
    private static final int JOINED = 1024 * 1024;

    private final List<PartBody> pieces = new ArrayList<>();
    private final ByteArrayOutputStream small = new ByteArrayOutputStream(SMALL);

    void add(byte[] bytes) {
        if (bytes.length > SMALL) {
            add(PartBody.of(bytes));
            return;
        }
        small.writeBytes(bytes);
        if (small.size() >= JOINED) {
            joinSmallOnes();
        }
    }

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
    }
}
