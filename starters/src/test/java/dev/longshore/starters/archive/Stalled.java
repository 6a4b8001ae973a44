package dev.longshore.starters.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that takes every connection and never answers. */
final class Stalled implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    Stalled() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::take, "stalled");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }

    void hangUp() throws IOException {
        server.close();
        for (Socket each : connections) {
            each.close();
        }
    }

    private void take() {
        try {
            while (true) {
                connections.add(server.accept());
            }
        } catch (IOException e) {
            return; // closed by the test
        }
    }
}
