package dev.longshore.starters.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
