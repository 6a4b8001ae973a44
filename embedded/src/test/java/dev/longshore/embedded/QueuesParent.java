package dev.longshore.embedded;

import java.nio.file.Path;
import java.util.List;

/** Runs the queues of a folder and prints where, until it is killed. */
final class QueuesParent {

    private QueuesParent() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedQueues queues = EmbeddedQueues.start(Path.of(arguments[0]), 0, List.of("orders"));
        System.out.println(queues.endpoint());
        Thread.currentThread().join();
    }
}
