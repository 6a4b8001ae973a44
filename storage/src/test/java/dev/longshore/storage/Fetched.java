package dev.longshore.storage;

import dev.longshore.storage.files.Download;
import java.util.function.LongConsumer;

/** Counts what a download tells, and does something at each step of what it fetches. */
final class Fetched implements Download.Progress {

    long read;
    long fetched;
    long compared;
    private final LongConsumer step;

    Fetched() {
        this(bytes -> {});
    }

    Fetched(LongConsumer step) {
        this.step = step;
    }

    @Override
    public void read(long bytes) {
        read += bytes;
    }

    @Override
    public void fetched(long bytes) {
        fetched += bytes;
        step.accept(bytes);
    }

    @Override
    public void compared(long bytes) {
        compared += bytes;
    }
}
