package dev.longshore.activities.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Collects what several threads say and writes some of it at a time: when it is enough, or the last write was a while ago. What
 * could not be written stays for the next flush.
 */
final class Bites<T> {

    private static final long WHILE = TimeUnit.MILLISECONDS.toNanos(500);

    private final int size;
    private final LongSupplier nanos;
    private final Consumer<List<T>> writer;
    private final Queue<T> unwritten = new ConcurrentLinkedQueue<>();
    private final Queue<T> written = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong flushed;

    Bites(int size, Consumer<List<T>> writer) {
        this(size, writer, System::nanoTime);
    }

    Bites(int size, Consumer<List<T>> writer, LongSupplier nanos) {
        this.size = size;
        this.writer = writer;
        this.nanos = nanos;
        flushed = new AtomicLong(nanos.getAsLong());
    }

    void add(T one) {
        unwritten.add(one);
        if (count.incrementAndGet() % size == 0 || isAWhileAgo()) {
            flush();
        }
    }

    /** True for one of those who ask at once. */
    private boolean isAWhileAgo() {
        long last = flushed.get();
        long now = nanos.getAsLong();
        return now - last > WHILE && flushed.compareAndSet(last, now);
    }

    void flush() {
        flushed.set(nanos.getAsLong());
        List<T> bite = new ArrayList<>();
        for (T one = unwritten.poll(); one != null; one = unwritten.poll()) {
            bite.add(one);
        }
        if (bite.isEmpty()) {
            return;
        }
        try {
            writer.accept(bite);
            written.addAll(bite);
        } catch (RuntimeException failed) {
            unwritten.addAll(bite);
            throw failed;
        }
    }

    /** Those that were written. */
    List<T> all() {
        return List.copyOf(written);
    }
}
