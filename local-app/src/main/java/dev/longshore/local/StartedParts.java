package dev.longshore.local;

import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started so far, closed in reverse order. May be closed by another thread while the start goes on: then
 * the part under way is waited for and closed with the others, and no further one is started.
 */
public final class StartedParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** Closes them also when this process is told to end. */
    public static StartedParts closedAtExit() {
        StartedParts parts = new StartedParts();
        Runtime.getRuntime().addShutdownHook(new Thread(parts::stop, "longshore-stop"));
        return parts;
    }

    private void stop() {
        if (!running.isEmpty()) {
            System.out.println("Stopping; unfinished jobs go on at the next start.");
        }
        close();
    }

    /**
     * Starts one more part.
     *
     * @throws StoppedException if all has been closed meanwhile
     */
    public synchronized <T extends AutoCloseable> T start(Callable<T> part) throws Exception {
        if (closed) {
            throw new StoppedException();
        }
        T started = part.call();
        running.push(started);
        return started;
    }

    /** One that cannot be closed keeps none of the others from it. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                LOG.warn("could not stop everything: {}", failure.getMessage());
            }
        }
    }

    /** What to throw where something failed: that it failed, or only that all was closed meanwhile. */
    public Exception explaining(Exception failure) {
        return closed ? new StoppedException() : failure;
    }

    boolean isClosed() {
        return closed;
    }
}
