package dev.longshore.starters.cli;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An API that tells of a job over a WebSocket: at each connection the next of its scripts, after which it says goodbye or
 * stays silent. Answers plain requests with the text that was told last.
 */
final class StubEvents implements AutoCloseable {

    private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server;
    private final List<List<String>> scripts = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile String last;
    private final AtomicInteger connections = new AtomicInteger();

    StubEvents(String first) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.last = first;
        Thread thread = new Thread(this::accept, "stub-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** What is told at the next connection; after the last script the connection stays open. */
    StubEvents telling(String... texts) {
        scripts.add(List.of(texts));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "stub-events-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            return; // closed by the test
        }
    }

    private void serve(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            String key = keyIn(in);
            asked.add(line + (key == null ? "" : " as WebSocket"));
            if (key == null) {
                answer(socket.getOutputStream());
                socket.close();
            } else {
                tell(socket, key);
            }
        } catch (IOException e) {
            return; // the client went away
        }
    }

    private static @Nullable String keyIn(BufferedReader in) throws IOException {
        String key = null;
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            if (header.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                key = header.substring(18).strip();
            }
        }
        return key;
    }

    private void answer(OutputStream out) throws IOException {
        byte[] body = last.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private void tell(Socket socket, String key) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n");
        int connection = connections.getAndIncrement();
        List<String> script = scripts.get(Math.min(connection, scripts.size() - 1));
        for (String text : script) {
            frame(out, text);
            last = text;
        }
        if (connection + 1 < scripts.size()) {
            out.writeShort(0x8800); // says goodbye
        }
        out.flush();
    }

    private static void frame(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(0x81);
        out.writeByte(126);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + SALT).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
