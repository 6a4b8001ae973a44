package dev.longshore.activities.sync;

import dev.longshore.storage.files.SafeRemoval;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who has files of a folder open for writing, as far as {@code /proc} lets this process see. A look goes over all processes of
 * the machine, so those who ask while one is under way share the next.
 */
final class Writers implements SafeRemoval.Writers {

    private final Supplier<Set<Path>> written;
    private final Object turn = new Object();
    private Look next = new Look();

    Writers(Path folder) {
        this(new OpenFiles(folder)::written);
    }

    Writers(Supplier<Set<Path>> written) {
        this.written = written;
    }

    @Override
    public Set<Path> files() {
        Look mine = next();
        synchronized (turn) {
            if (mine.found == null) {
                replace(mine);
                mine.found = written.get();
            }
            return mine.found;
        }
    }

    private synchronized Look next() {
        return next;
    }

    /** Who asks from now on wants to know of later. */
    private synchronized void replace(Look begun) {
        if (next == begun) {
            next = new Look();
        }
    }

    /** What it found belongs to who has the turn. */
    private static final class Look {
        private @Nullable Set<Path> found;
    }
}
