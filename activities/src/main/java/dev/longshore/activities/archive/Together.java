package dev.longshore.activities.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Does tasks a few at a time, begun in their order. When one fails, no other of the same call is begun. */
final class Together implements AutoCloseable {

    private final ExecutorService threads;

    Together(int atOnce, String name) {
        threads = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns when all that were begun have ended.
     *
     * @param goOn asked before each task but the first; once it says no, the rest is left
     * @return whether all were done
     * @throws RuntimeException the first failure, after all that were begun have ended
     */
    boolean work(List<Runnable> tasks, BooleanSupplier goOn) {
        AtomicBoolean failed = new AtomicBoolean();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicBoolean begun = new AtomicBoolean();
        List<Future<?>> all = new ArrayList<>(tasks.size());
        for (Runnable task : tasks) {
            all.add(threads.submit(() -> {
                if (failed.get() || (begun.getAndSet(true) && !goOn.getAsBoolean())) {
                    stopped.set(true);
                    return;
                }
                doOne(task, failed);
            }));
        }
        awaitAll(all);
        return !stopped.get();
    }

    void work(List<Runnable> tasks) {
        work(tasks, () -> true);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static void doOne(Runnable task, AtomicBoolean failed) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            failed.set(true);
            throw failure;
        }
    }

    private static void awaitAll(List<Future<?>> all) {
        Throwable first = null;
        for (Future<?> one : all) {
            Throwable failure = failureOf(one);
            first = first == null ? failure : first;
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }

    private static @Nullable Throwable failureOf(Future<?> one) {
        try {
            one.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new CancellationException("interrupted while waiting for the other tasks of a step");
        }
    }
}
