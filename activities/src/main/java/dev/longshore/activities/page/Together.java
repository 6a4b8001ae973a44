package dev.longshore.activities.page;

import dev.longshore.storage.Gate;
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

/** Does tasks at a time, begun in their order, each once its gate lets it in. When one fails, no other of the same call is begun. */
public final class Together implements AutoCloseable {

    /** What is to be done, and where to pass before. A task inside passes no gate that its own may keep shut. */
    public record Task(Gate gate, Runnable work) {}

    private final ExecutorService threads;

    public Together(String name) {
        threads = Executors.newCachedThreadPool(task -> {
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
    public boolean work(List<Task> tasks, BooleanSupplier goOn) {
        Round round = new Round(goOn);
        List<Future<?>> begun = new ArrayList<>(tasks.size());
        try {
            for (Task task : tasks) {
                if (!round.lets(task, begun.isEmpty())) {
                    break;
                }
                begun.add(begin(task, round));
            }
        } finally {
            awaitAll(begun);
        }
        return begun.size() == tasks.size();
    }

    /** A system that gives no more threads says so by an error. */
    private Future<?> begin(Task task, Round round) {
        try {
            return threads.submit(() -> round.perform(task));
        } catch (RuntimeException | Error refused) {
            task.gate().leave();
            throw refused;
        }
    }

    public void work(List<Task> tasks) {
        work(tasks, () -> true);
    }

    @Override
    public void close() {
        threads.shutdownNow();
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

    /** The tasks of one call. */
    private static final class Round {

        private final BooleanSupplier goOn;
        private final AtomicBoolean failed = new AtomicBoolean();

        Round(BooleanSupplier goOn) {
            this.goOn = goOn;
        }

        /** Waits at the task's gate; stays inside only if the task is to be done. */
        boolean lets(Task task, boolean isFirst) {
            enter(task.gate());
            boolean does = false;
            try {
                does = !failed.get() && (isFirst || goOn.getAsBoolean());
            } finally {
                if (!does) {
                    task.gate().leave();
                }
            }
            return does;
        }

        private static void enter(Gate gate) {
            try {
                gate.enter();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting to begin a task of a step");
            }
        }

        void perform(Task task) {
            try {
                task.work().run();
            } catch (RuntimeException | Error failure) {
                failed.set(true);
                throw failure;
            } finally {
                task.gate().leave();
            }
        }
    }
}
