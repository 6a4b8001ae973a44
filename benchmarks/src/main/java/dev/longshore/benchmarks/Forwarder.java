package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes connections on to a server on the loopback address, byte by byte. */
final class Forwarder implements AutoCloseable {

    private static final int STEP = 128 * 1024;
    private static final int WAITING = 256;

    private final ServerSocket door;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(Forwarder::daemon);

    private Forwarder(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** On a free port of that address. */
    static Forwarder start(InetAddress address, int target) throws IOException {
        Forwarder forwarder = new Forwarder(new ServerSocket(0, WAITING, address), target);
        forwarder.threads.execute(forwarder::accept);
        return forwarder;
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            threads.execute(() -> pass(client, server));
            pass(server, client);
        } catch (IOException cut) {
            return; // the client sees that its connection has ended
        }
    }

    /** Until one side ends; then neither goes on. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] step = new byte[STEP];
            for (int count = in.read(step); count >= 0; count = in.read(step)) {
                out.write(step, 0, count);
            }
        } catch (IOException cut) {
            return; // both are closed, which is what the other side notices
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "forwarder");
        thread.setDaemon(true);
        return thread;
    }
}
