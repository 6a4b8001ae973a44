package dev.longshore.activities.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Takes the expected bytes and reads as many actual ones, to see whether they are the same. */
final class ComparingStream extends OutputStream {

    private final InputStream actual;
    private boolean equal = true;

    ComparingStream(InputStream actual) {
        this.actual = actual;
    }

    /** Whether there were no others, and no more. */
    boolean isEqualToTheEnd() throws IOException {
        return equal && actual.read() < 0;
    }

    @Override
    public void write(int expected) throws IOException {
        write(new byte[] {(byte) expected}, 0, 1);
    }

    @Override
    public void write(byte[] expected, int offset, int length) throws IOException {
        if (equal) {
            byte[] there = actual.readNBytes(length);
            equal = Arrays.equals(there, 0, there.length, expected, offset, offset + length);
        }
    }
}
