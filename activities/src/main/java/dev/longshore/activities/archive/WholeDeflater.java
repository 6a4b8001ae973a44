package dev.longshore.activities.archive;

import com.intel.gkl.compression.IntelDeflater;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflates bytes that are all in memory, into raw DEFLATE without a head. What machine code gives is inflated and compared. */
final class WholeDeflater implements AutoCloseable {

    private static final int STEP = 64 * 1024;

    private final Deflater deflater;
    private final boolean isDoubted;

    WholeDeflater(Deflater deflater, boolean isDoubted) {
        this.deflater = deflater;
        this.isDoubted = isDoubted;
    }

    /** Empty if the library cannot be loaded. */
    static Optional<WholeDeflater> ofIntelIfLoaded() {
        IntelDeflater intel = new IntelDeflater(Deflater.BEST_SPEED, true);
        return intel.load(null) ? Optional.of(new WholeDeflater(intel, true)) : Optional.empty();
    }

    /** Whether it gives back what it is given. */
    boolean works() {
        byte[] zeros = new byte[STEP];
        return deflate(zeros, zeros.length, new byte[STEP]) > 0;
    }

    /**
     * Deflates the first so many bytes.
     *
     * @return how many they are then; 0 if there is no room for them, or if they do not inflate to what they were
     */
    int deflate(byte[] plain, int length, byte[] room) {
        if (length == 0) {
            return 0;
        }
        try {
            deflater.reset();
            deflater.setInput(plain, 0, length); // Intel's takes them from the first on, whatever the offset
            deflater.finish();
            int deflated = deflater.deflate(room, 0, room.length);
            return deflater.finished() && isRight(plain, length, room, deflated) ? deflated : 0;
        } catch (RuntimeException noRoom) {
            return 0; // says Intel's of a room that is too small
        }
    }

    @Override
    public void close() {
        deflater.end();
    }

    private boolean isRight(byte[] plain, int length, byte[] room, int deflated) {
        if (!isDoubted) {
            return true;
        }
        CRC32 expected = new CRC32();
        expected.update(plain, 0, length);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(room, 0, deflated);
            CRC32 found = new CRC32();
            byte[] step = new byte[STEP];
            for (int count = inflater.inflate(step); count > 0; count = inflater.inflate(step)) {
                found.update(step, 0, count);
            }
            return inflater.finished()
                    && inflater.getBytesWritten() == length
                    && inflater.getBytesRead() == deflated
                    && found.getValue() == expected.getValue();
        } catch (DataFormatException wrong) {
            return false;
        } finally {
            inflater.end();
        }
    }
}
