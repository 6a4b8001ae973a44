package dev.longshore.activities.sync;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at all of a flow's source anew when the names that are its own have changed. */
final class RulesWatch implements Watch {

    private final Names names;
    private final Supplier<Watch> watches;
    private @Nullable Object rules;
    private @Nullable Watch watch;

    /** @param watches makes one that has seen nothing yet */
    RulesWatch(Names names, Supplier<Watch> watches) {
        this.names = names;
        this.watches = watches;
    }

    @Override
    public void look(Finds finds, Duration most) throws InterruptedException {
        Object now = names.require();
        if (watch == null || rules != now) {
            close();
            watch = watches.get();
            rules = now;
        }
        watch.look(finds, most);
    }

    @Override
    public boolean hasSeenAll() {
        return watch != null && watch.hasSeenAll();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
