package dev.longshore.workflows.control;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Works through numbered items page by page, a few pages at once. Stops handing out pages when one fails. */
public final class Pages {

    /** One page. Both ends belong to it. */
    public interface Step {

        /** Does what is left of a page and answers how many items are left still, for a page may be done in bites. */
        long work(long first, long last);
    }

    private final Controls controls;
    private final int atOnce;
    private final List<Promise<Void>> running = new ArrayList<>();

    public Pages(Controls controls, int atOnce) {
        this.controls = controls;
        this.atOnce = atOnce;
    }

    /**
     * Returns when all pages are done, or when the engine suggests to continue as new.
     *
     * @return the first item that was not worked on; behind the last if all were
     * @throws RuntimeException the first failure, after all pages in flight have ended
     */
    public long workThrough(long first, long last, long size, Step step) {
        long from = first;
        while (from <= last && !Workflow.getInfo().isContinueAsNewSuggested()) {
            long start = from;
            long end = Math.min(last, from + size - 1);
            awaitAPlace();
            running.add(Async.procedure(() -> workOn(start, end, step)));
            from = end + 1;
        }
        awaitAll();
        return from;
    }

    private void workOn(long first, long last, Step step) {
        long left = controls.despitePauses(() -> step.work(first, last));
        while (left > 0) {
            left = controls.despitePauses(() -> step.work(first, last));
        }
    }

    private void awaitAPlace() {
        if (running.size() >= atOnce) {
            awaitOne();
        }
        if (running.stream().anyMatch(Pages::hasFailed)) {
            awaitAll();
        }
        running.removeIf(Promise::isCompleted);
    }

    /** A cancel reaches the pages too; whoever cleans up behind them must find them ended. */
    private void awaitOne() {
        try {
            Workflow.await(() -> running.stream().anyMatch(Promise::isCompleted));
        } catch (CanceledFailure cancelled) {
            running.forEach(Promise::getFailure);
            throw cancelled;
        }
    }

    private void awaitAll() {
        List<Promise<Void>> all = List.copyOf(running);
        running.clear();
        RuntimeException first = null;
        for (Promise<Void> page : all) {
            RuntimeException failure = page.getFailure();
            first = first == null ? failure : first;
        }
        if (first != null) {
            throw first;
        }
    }

    private static boolean hasFailed(Promise<Void> page) {
        return page.isCompleted() && page.getFailure() != null;
    }
}
