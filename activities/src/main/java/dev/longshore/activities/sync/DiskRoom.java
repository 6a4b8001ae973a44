package dev.longshore.activities.sync;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Keeps large downloads that do not fit on a disk together from filling it with what none of them can end: one is begun only
 * while there is room for all of it, and for the rest of those under way. Counts those of this process alone.
 */
final class DiskRoom {

    /** What has fewer bytes to come soon ends, or fails by itself. */
    static final long LARGE = 8L << 20;

    private final ToLongFunction<Path> free;
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();
    private final Map<Long, Object> locks = new ConcurrentHashMap<>();

    DiskRoom() {
        this(DiskRoom::freeOn);
    }

    /** @param free how many bytes can be written to the disk of a folder */
    DiskRoom(ToLongFunction<Path> free) {
        this.free = free;
    }

    /** What is written while there is room for it; answers what it came to. */
    interface Writing<T> {

        T write() throws IOException;
    }

    /**
     * @param folder that is there
     * @param left how many bytes are still to be written; asked again and again meanwhile, by others, and never throws
     * @throws NoRoomException if they do not fit; then nothing is written
     */
    <T> T within(Path folder, LongSupplier left, Writing<T> writing) throws IOException {
        Share share = new Share((Long) Files.getAttribute(folder, "unix:dev"), left);
        if (share.left() < LARGE) {
            shares.add(share);
        } else {
            take(share, folder);
        }
        try {
            return writing.write();
        } finally {
            shares.remove(share);
        }
    }

    /** One after the other for each disk: one that hangs stops nobody on another. */
    private void take(Share share, Path folder) {
        synchronized (locks.computeIfAbsent(share.disk, disk -> new Object())) {
            long wanted = share.left();
            long promised = shares.stream()
                    .filter(other -> other.disk == share.disk)
                    .mapToLong(Share::left)
                    .sum();
            long there =
                    free.applyAsLong(folder); // behind the promises: what is written meanwhile counts twice, not never
            if (there - promised < wanted) {
                throw new NoRoomException(wanted, folder, there, promised);
            }
            shares.add(share);
        }
    }

    /** A file system that does not say how large it is does not say what is free either. */
    private static long freeOn(Path folder) {
        File any = folder.toFile();
        return any.getTotalSpace() == 0 ? Long.MAX_VALUE : any.getUsableSpace();
    }

    /** Of one who writes, and no other. */
    private static final class Share {

        private final long disk;
        private final LongSupplier left;

        Share(long disk, LongSupplier left) {
            this.disk = disk;
            this.left = left;
        }

        long left() {
            return Math.max(0, left.getAsLong());
        }
    }
}
