package dev.longshore.starters.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a request carries: JSON of a length known before it is sent. */
public sealed interface RequestBody {

    long length() throws IOException;

    InputStream open() throws IOException;

    static RequestBody none() {
        return new Bytes(new byte[0]);
    }

    static RequestBody json(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text in memory. */
    final class Bytes implements RequestBody {

        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A file as it is, never held in memory. */
    record Stored(Path file) implements RequestBody {

        @Override
        public long length() throws IOException {
            return Files.size(file);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /** A file of our own, readable by its owner alone. Gone once it was opened to be sent, or at the end of the command. */
    record Spooled(Path file) implements RequestBody {

        static Spooled empty() throws IOException {
            Path file = Files.createTempFile("longshore-order-", ".json");
            file.toFile().deleteOnExit();
            return new Spooled(file);
        }

        static Spooled of(InputStream in, int most) throws IOException {
            Spooled spooled = empty();
            byte[] step = new byte[1 << 16];
            try (OutputStream out = Files.newOutputStream(spooled.file())) {
                int left = most;
                int count = in.read(step, 0, Math.min(step.length, left));
                while (count > 0) {
                    out.write(step, 0, count);
                    left -= count;
                    count = in.read(step, 0, Math.min(step.length, left));
                }
            }
            return spooled;
        }

        @Override
        public long length() throws IOException {
            return Files.size(file);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        }
    }
}
