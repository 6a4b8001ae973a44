package dev.longshore.local.demo;

import dev.longshore.worker.WorkerApplication;
import java.io.IOException;

/** A worker that ends with the demo, also if that was killed: its input, which nobody writes to, ends then. */
final class WorkerMain {

    private static final int KILLED = 137;

    private WorkerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread watcher = new Thread(WorkerMain::endWithInput, "longshore-demo");
        watcher.setDaemon(true);
        watcher.start();
        WorkerApplication.main(arguments);
    }

    /** Without a drain: the servers may be gone as well, and whoever is killed needs none. */
    private static void endWithInput() {
        try {
            int read = System.in.read();
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException gone) {
            Runtime.getRuntime().halt(KILLED);
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
