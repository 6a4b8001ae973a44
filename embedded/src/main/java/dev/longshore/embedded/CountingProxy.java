package dev.longshore.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Stands before an HTTP server on the loopback address, counts what passes and spoils what it is told to. Heads pass
 * unchanged, so signatures stay valid.
 */
public final class CountingProxy implements AutoCloseable {

    private final URI server;
    private final int port;
    private final Exchanges exchanges = new Exchanges();
    private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(CountingProxy::daemon);
    private volatile ServerSocket door;
    private volatile Future<?> porter;

    private CountingProxy(URI server, int port) {
        this.server = server;
        this.port = port;
        this.door = listening(port);
        this.porter = acceptFrom(door);
    }

    /** On a free port. */
    public static CountingProxy before(URI server) {
        return new CountingProxy(server, LocalPort.free(1).get(0));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What passed since the start or the last {@link #forget}, also exchanges that are under way. */
    public List<PassedExchange> exchanges() {
        return exchanges.all();
    }

    public void forget() {
        exchanges.forget();
    }

    /** From now on asked once for each request, from several threads. */
    public void spoil(FaultPlan plan) {
        exchanges.spoil(plan);
    }

    /** Cuts all connections and refuses new ones until {@link #open}. */
    public void shut() {
        try {
            door.close();
            awaitNobodyAt(porter);
            for (ProxyConnection connection : connections) {
                connection.close();
            }
        } catch (IOException error) {
            throw new ServerFailedException("The proxy did not shut: " + error, error);
        }
    }

    /** Accepts connections again, on the same port. */
    public void open() {
        if (door.isClosed()) {
            door = listening(port);
            porter = acceptFrom(door);
        }
    }

    @Override
    public void close() {
        shut();
        threads.shutdownNow();
    }

    /** The port is taken until the thread that waits at a closed socket has noticed. */
    private static void awaitNobodyAt(Future<?> porter) throws IOException {
        try {
            porter.get();
        } catch (ExecutionException error) {
            throw new IOException("Failed at accepting connections: " + error.getCause(), error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the port was still taken");
        }
    }

    private Future<?> acceptFrom(ServerSocket opened) {
        return threads.submit(() -> {
            while (!opened.isClosed()) {
                accept(opened);
            }
        });
    }

    private void accept(ServerSocket opened) {
        try {
            ProxyConnection connection = new ProxyConnection(opened.accept(), server);
            connections.add(connection);
            threads.execute(() -> serve(connection));
            if (opened.isClosed()) {
                connection.close();
            }
        } catch (IOException shut) {
            return;
        }
    }

    private void serve(ProxyConnection connection) {
        try {
            connection.serve(exchanges);
        } catch (IOException cut) {
            return; // both sides are closed and have noticed
        } finally {
            connections.remove(connection);
        }
    }

    private static ServerSocket listening(int port) {
        try {
            return Loopback.listenOn(port);
        } catch (IOException error) {
            throw new ServerFailedException("The proxy cannot listen on port " + port + ": " + error, error);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "counting-proxy");
        thread.setDaemon(true);
        return thread;
    }
}
