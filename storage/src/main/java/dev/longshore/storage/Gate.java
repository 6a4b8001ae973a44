package dev.longshore.storage;

import java.util.concurrent.Semaphore;

/** Lets in no more than a number of things at a time. Who was let in leaves, whatever happened inside. */
public interface Gate {

    /** Waits until there is room. */
    void enter() throws InterruptedException;

    void leave();

    /** For always the same number. */
    static Gate of(int atOnce) {
        Semaphore room = new Semaphore(atOnce);
        return new Gate() {
            @Override
            public void enter() throws InterruptedException {
                room.acquire();
            }

            @Override
            public void leave() {
                room.release();
            }
        };
    }
}
