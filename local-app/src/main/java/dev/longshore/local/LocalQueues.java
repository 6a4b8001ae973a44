package dev.longshore.local;

import dev.longshore.embedded.EmbeddedQueues;
import dev.longshore.embedded.LocalPort;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The queues of the local mode, which start while the other servers do. */
final class LocalQueues implements AutoCloseable {

    static final String ORDERS = "input-queue";
    static final String NOTICES = "output-queue";

    private final CompletableFuture<EmbeddedQueues> server;

    private LocalQueues(CompletableFuture<EmbeddedQueues> server) {
        this.server = server;
    }

    /** A port that is taken is said at once; all else that may go wrong, by {@link #endpoint}. */
    static LocalQueues begin(Path folder, LocalPort port) {
        port.requireFree();
        return new LocalQueues(CompletableFuture.supplyAsync(
                () -> EmbeddedQueues.start(folder, port.number(), List.of(ORDERS, NOTICES))));
    }

    /** Waits until they answer. */
    String endpoint() {
        try {
            return server.join().endpoint().toString();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }

    @Override
    public void close() {
        server.handle((started, failure) -> started)
                .thenAccept(started -> {
                    if (started != null) {
                        started.close();
                    }
                })
                .join();
    }
}
