package dev.longshore.activities.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Collects what several threads say and writes some of it at a time. What could not be written stays for the next flush. */
final class Bites<T> {

    private final int size;
    private final Consumer<List<T>> writer;
    private final Queue<T> unwritten = new ConcurrentLinkedQueue<>();
    private final Queue<T> written = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    Bites(int size, Consumer<List<T>> writer) {
        this.size = size;
        this.writer = writer;
    }

    void add(T one) {
        unwritten.add(one);
        if (count.incrementAndGet() % size == 0) {
            flush();
        }
    }

    void flush() {
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
