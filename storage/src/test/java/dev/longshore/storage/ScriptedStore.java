package dev.longshore.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Says of every object what it was told, in the headers of its answers, as only AWS itself would say it. */
final class ScriptedStore implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final Map<String, String> headers;
    private final Queue<Map<String, String>> heard = new ConcurrentLinkedQueue<>();

    ScriptedStore(Map<String, String> headers) {
        this(headers, 200);
    }

    ScriptedStore(Map<String, String> headers, int status) {
        this.headers = headers;
        this.status = status;
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

    /** What it was asked in headers, under these names, in lower case; an empty text for what was not said. */
    String heard(String name) {
        return heard.stream()
                .map(request -> request.getOrDefault(name, ""))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> asked = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> asked.put(lower(name), values.get(0)));
        heard.add(asked);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
