package dev.longshore.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Whether this process is about to stop. Steps ask before they take the next item. */
public final class Draining implements BooleanSupplier {

    private final AtomicBoolean begun = new AtomicBoolean();

    void begin() {
        begun.set(true);
    }

    @Override
    public boolean getAsBoolean() {
        return begun.get();
    }
}
