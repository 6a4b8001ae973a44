package dev.longshore.activities.archive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Passes on what moves, and says once that something has. */
final class FirstMove implements LongConsumer {

    private final AtomicBoolean said = new AtomicBoolean();
    private final Runnable first;
    private final LongConsumer each;

    FirstMove(Runnable first, LongConsumer each) {
        this.first = first;
        this.each = each;
    }

    @Override
    public void accept(long amount) {
        if (!said.getAndSet(true)) {
            first.run();
        }
        each.accept(amount);
    }
}
