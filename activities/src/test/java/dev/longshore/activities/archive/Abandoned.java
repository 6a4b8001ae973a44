package dev.longshore.activities.archive;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import io.temporal.failure.ActivityFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A taker whose request never comes through: to everybody else it is as good as killed. */
final class Abandoned {

    private Abandoned() {}

    /** Returns when the taker is stuck at the line; the requests of others pass. */
    static void at(ArchiveScene scene, Predicate<PassedRequest> which, Consumer<ZipArchiveActivities> step) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Void> never = new CompletableFuture<>();
        scene.line().spoil(request -> {
            if (which.test(request)) {
                reached.complete(null);
                never.orTimeout(1, TimeUnit.HOURS).join();
            }
            return new Fault.None();
        });
        Taker taker = scene.slowTaker();
        Thread thread = new Thread(() -> doUnheard(taker, step), "abandoned");
        thread.setDaemon(true);
        thread.start();
        reached.orTimeout(30, TimeUnit.SECONDS).join();
        scene.spoil(any -> false, new Fault.None());
    }

    private static void doUnheard(Taker taker, Consumer<ZipArchiveActivities> step) {
        try {
            step.accept(taker.steps());
        } catch (ActivityFailure unheard) {
            return;
        }
    }
}
