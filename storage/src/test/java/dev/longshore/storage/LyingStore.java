package dev.longshore.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps objects in memory as one of its vices lets it; says of sums nothing but ETags. */
final class LyingStore implements AutoCloseable {

    /** What is wrong with it. */
    enum Vice {
        NONE,
        /** Keeps other bytes than it was sent, and an honest ETag of those. */
        GARBLES,
        /** Its ETags look like MD5 sums and are none, and it says why. */
        ENCRYPTS,
        /** As above, but it does not say why. */
        MAKES_UP_ETAGS,
        /** Answers 501 to who wants to replace nothing. */
        KNOWS_NO_CONDITION,
        /** Garbles, and says the CRC32 again that it was told. */
        GARBLES_AND_ECHOES,
        /** Puts objects over others, whatever it is told. */
        IGNORES_CONDITIONS,
        /** Garbles, and another client replaces the object at once. */
        GARBLES_FOR_ANOTHER
    }

    private final HttpServer server;
    private final Vice vice;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    LyingStore(Vice vice) {
        this.vice = vice;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void hold(ObjectAddress address, byte[] content) {
        objects.put(pathOf(address), content);
    }

    byte @Nullable [] held(ObjectAddress address) {
        return objects.get(pathOf(address));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String pathOf(ObjectAddress address) {
        return "/" + address.bucket() + "/" + address.key();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = bodyOf(exchange);
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, path, sent);
                case "DELETE" -> {
                    objects.remove(path);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> give(exchange, objects.get(path));
            }
        }
    }

    private static byte[] bodyOf(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length") ? unframed(body) : body;
    }

    /** Without the lines between the signed chunks. */
    private static byte[] unframed(byte[] framed) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(framed));
        int size = sizeOfChunk(in);
        while (size > 0) {
            content.write(in.readNBytes(size));
            in.skipNBytes(2);
            size = sizeOfChunk(in);
        }
        return content.toByteArray();
    }

    private static int sizeOfChunk(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            line.append((char) one);
        }
        return Integer.parseInt(line.toString().replaceAll("[;\r].*", ""), 16);
    }

    private void put(HttpExchange exchange, String path, byte[] sent) throws IOException {
        if (vice == Vice.KNOWS_NO_CONDITION && exchange.getRequestHeaders().containsKey("If-None-Match")) {
            exchange.sendResponseHeaders(501, -1);
            return;
        }
        String crc32 = exchange.getRequestHeaders().getFirst("x-amz-checksum-crc32");
        if (vice == Vice.GARBLES_AND_ECHOES && crc32 != null) {
            exchange.getResponseHeaders().set("x-amz-checksum-crc32", crc32);
        }
        byte[] kept = sent.clone();
        if (vice.name().startsWith("GARBLES")) {
            kept[kept.length / 2]++;
        }
        exchange.getResponseHeaders().set("ETag", etagOf(kept));
        objects.put(path, vice == Vice.GARBLES_FOR_ANOTHER ? new byte[] {1, 2, 3} : kept);
        exchange.sendResponseHeaders(200, -1);
    }

    private void give(HttpExchange exchange, byte @Nullable [] content) throws IOException {
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", etagOf(content));
        exchange.getResponseHeaders().set("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT");
        if (vice == Vice.ENCRYPTS) {
            exchange.getResponseHeaders().set("x-amz-server-side-encryption", "aws:kms");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private String etagOf(byte[] content) {
        String md5 = BodySum.read(PartBody.of(content), read -> {}).md5();
        boolean isHonest = vice != Vice.ENCRYPTS && vice != Vice.MAKES_UP_ETAGS;
        return ETags.quoted(isHonest ? md5 : new StringBuilder(md5).reverse().toString());
    }
}
