package dev.longshore.workflows.sync;

/** Holds a step until it is opened. */
final class Latch {

    private volatile boolean isOpen;

    void open() {
        isOpen = true;
    }

    void await(Runnable meanwhile) {
        while (!isOpen) {
            meanwhile.run();
        }
    }
}
