package dev.longshore.starters.cli;

import java.io.IOException;
import java.io.OutputStream;

/** An output that nobody reads any more. */
final class ClosedPipe extends OutputStream {

    @Override
    public void write(int octet) throws IOException {
        throw new IOException("Broken pipe");
    }
}
