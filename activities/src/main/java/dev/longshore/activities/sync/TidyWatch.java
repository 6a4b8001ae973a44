package dev.longshore.activities.sync;

import java.time.Duration;
import java.util.function.Predicate;

/** Clears up what is left of before as soon as that can be done, and looks for files meanwhile. */
final class TidyWatch implements Watch {

    private final Watch watch;
    private final Predicate<Runnable> sweep;
    private final Purge purge;
    private boolean isTidy;

    /** @param sweep is told whom to tell that it goes on; answers whether it is done */
    TidyWatch(Watch watch, Predicate<Runnable> sweep, Purge purge) {
        this.purge = purge;
        this.watch = watch;
        this.sweep = sweep;
    }

    @Override
    public void look(Finds finds, Duration most) throws InterruptedException {
        isTidy = isTidy || sweep.test(finds::looking);
        purge.purge(finds::looking);
        watch.look(finds, most);
    }

    @Override
    public boolean hasSeenAll() {
        return isTidy && watch.hasSeenAll();
    }

    @Override
    public void close() {
        watch.close();
    }
}
