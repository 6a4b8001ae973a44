package dev.longshore.embedded;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first line and the headers of an HTTP/1.1 message, as they came; names of headers in lower case. */
record HttpHead(String raw, List<String> firstLine, Map<String, String> headers) {

    private static final int LARGEST = 64 << 10;

    /** Null if the stream ends before a first byte. */
    static @Nullable HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String first = readLine(in, read);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(in, read); !line.isBlank(); line = readLine(in, read)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new HttpHead(
                read.toString(StandardCharsets.ISO_8859_1),
                List.of(first.strip().split(" ", 3)),
                headers);
    }

    /** With its line break; empty at the end of the stream. What was read is copied. */
    static String readLine(InputStream in, ByteArrayOutputStream copy) throws IOException {
        int start = copy.size();
        int next = in.read();
        while (next >= 0) {
            copy.write(next);
            if (next == '\n') {
                return copy.toString(StandardCharsets.ISO_8859_1).substring(start);
            }
            if (copy.size() > LARGEST) {
                throw new IOException("head of a message is larger than " + LARGEST + " bytes");
            }
            next = in.read();
        }
        if (copy.size() > 0) {
            throw new EOFException("the connection ended within a head");
        }
        return "";
    }

    byte[] bytes() {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Of an answer. */
    int status() {
        return Integer.parseInt(firstLine.get(1));
    }

    boolean isChunked() {
        return headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked");
    }

    boolean asksToContinue() {
        return headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue");
    }

    boolean endsConnection() {
        return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    /** In bytes, -1 where it is not said. */
    long length() {
        return Long.parseLong(headers.getOrDefault("content-length", "-1"));
    }
}
