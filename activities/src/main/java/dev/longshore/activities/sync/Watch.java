package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SeenFile;
import java.time.Duration;
import java.util.List;

/** Finds files at the source of a flow. What it has seen is kept from one look to the next, in the memory of this process. */
interface Watch extends AutoCloseable {

    /** Is told of files that can be moved, some at a time; answers those to be said again, for their names are busy. */
    interface Finds {
        List<SeenFile> found(List<SeenFile> files);

        /** The look goes on. */
        default void looking() {}
    }

    /** Looks for what is new, and waits for it so long at most. */
    void look(Finds finds, Duration most) throws InterruptedException;

    /** Whether all of the source was looked at, and nothing waits there to be looked at again. */
    boolean hasSeenAll();

    @Override
    void close();
}
