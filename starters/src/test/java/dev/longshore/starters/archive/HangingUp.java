package dev.longshore.starters.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads the start of each request and hangs up. */
final class HangingUp implements AutoCloseable {

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    HangingUp() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::hangUp, "hanging-up");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void hangUp() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                socket.getInputStream().readNBytes(100);
                socket.close();
            }
        } catch (IOException e) {
            return; // closed by the test
        }
    }
}
