package dev.longshore.benchmarks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ways whose processes end here. */
final class Opened implements AutoCloseable {

    private final Deque<Way> ways = new ArrayDeque<>();

    Way kept(Way way) {
        ways.push(way);
        return way;
    }

    @Override
    public void close() throws IOException {
        for (Way way : ways) {
            way.end();
        }
    }
}
