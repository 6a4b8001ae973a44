package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SeenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds finished files below a folder. What the system says of changes only shortens the wait: all of the folder is compared
 * at first, again and again, and whenever it was not said of which folder there was more to say.
 */
final class FolderWatch implements Watch {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final int BATCH = 1_000;

    private final Flow flow;
    private final Duration compareEvery;
    private final Duration lookEvery;
    private final InstantSource clock;
    private final Settling settling;
    private final OpenFiles open;
    private final Markers markers;
    private final LeftAlone leftAlone = new LeftAlone();
    private final Runnable unheard;
    private boolean isComparing;
    private final EmptiedFolders emptied;
    private final WatchService changes;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final List<SeenFile> batch = new ArrayList<>();
    private Instant compareAt = Instant.MIN;
    private boolean isUnwatched;
    private boolean isSaid;

    FolderWatch(Flow flow, MinioSyncProperties properties, InstantSource clock, EmptiedFolders emptied) {
        this(flow, properties, clock, emptied, () -> {});
    }

    /** @param unheard is run when the system had more to say than it could */
    FolderWatch(
            Flow flow, MinioSyncProperties properties, InstantSource clock, EmptiedFolders emptied, Runnable unheard) {
        this.unheard = unheard;
        this.emptied = emptied;
        this.flow = flow;
        this.compareEvery = properties.compare();
        this.lookEvery = properties.interval();
        this.clock = clock;
        settling = new Settling(flow.settle(), clock);
        open = new OpenFiles(flow.folder());
        markers = new Markers(flow, compareEvery, clock);
        try {
            changes = flow.folder().getFileSystem().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void look(Finds finds, Duration most) throws InterruptedException {
        boolean isDone = false;
        try {
            find(new Finder(finds), most);
            isDone = true;
        } finally {
            if (!isDone) {
                compareAt = Instant.MIN; // what was found and could not be said is found again
                batch.clear();
            }
        }
    }

    private void find(Finder finder, Duration most) throws InterruptedException {
        if (!clock.instant().isBefore(compareAt) || settling.leftOut()) {
            compare(finder);
        }
        finder.hear(finder.hasFound ? Duration.ZERO : most);
        settling.due().forEach(path -> finder.walk.visit(flow.fileOf(path)));
        settling.looked();
        finder.flush();
        emptied.removeSettled();
    }

    private void compare(Finder finder) {
        isUnwatched = false;
        settling.compared();
        finder.compare();
        isSaid = isUnwatched;
        compareAt = clock.instant().plus(isUnwatched ? lookEvery : compareEvery);
    }

    @Override
    public boolean hasSeenAll() {
        return clock.instant().isBefore(compareAt) && settling.isEmpty();
    }

    @Override
    public void close() {
        try {
            changes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One look. */
    private final class Finder implements FolderWalk.Visitor {

        private final Finds finds;
        private final FolderWalk walk = new FolderWalk(flow.folder(), flow.names(), this);
        private final Set<Path> unheardOf = new HashSet<>();
        private boolean hasFound;

        Finder(Finds finds) {
            this.finds = finds;
        }

        @Override
        public void leftAlone(Path entry, String why) {
            leftAlone.say(entry, why);
        }

        /** From before it is looked into, so that nothing comes in between. */
        @Override
        public void folder(Path folder) {
            finds.looking();
            try {
                WatchKey key = folder.register(
                        changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
                folders.put(key, folder);
            } catch (NoSuchFileException gone) {
                LOG.debug("{} is passed over", folder, gone);
            } catch (IOException tooMany) {
                unwatched(folder, tooMany);
            } catch (ClosedWatchServiceException closed) {
                LOG.debug("The watch of {} ends", folder, closed);
            }
        }

        @Override
        public void looking() {
            finds.looking();
        }

        void compare() {
            isComparing = true;
            try {
                walk.walk(flow.folder());
            } finally {
                isComparing = false;
            }
            flush();
        }

        @Override
        public void file(FoundFile file) {
            if (markers.isMarker(file.path())) {
                marker(file.path());
            } else if (markers.areUsed()) {
                markers.finished(file).ifPresent(this::add);
            } else if (settling.isStill(file)) {
                add(file.seen());
            }
        }

        /** Whose file is looked at anyway where all are. */
        private void marker(String path) {
            markers.note(path);
            if (!isComparing) {
                walk.visit(markers.fileOf(path));
            }
        }

        private void add(SeenFile file) {
            batch.add(file);
            if (batch.size() >= BATCH) {
                flush();
            }
        }

        void hear(Duration most) throws InterruptedException {
            Instant end = clock.instant().plus(most);
            Duration wait = settling.untilNext(most);
            @Nullable WatchKey key = changes.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            while (key != null) {
                hear(key);
                key = clock.instant().isBefore(end) ? changes.poll() : null; // some write faster than anybody can look
            }
            lookAtUnheard();
        }

        private void hear(WatchKey key) {
            Path folder = folders.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (folder == null) {
                    compareAt = Instant.MIN;
                } else if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                    unheardOf.add(folder);
                    unheard.run();
                } else {
                    walk.visit(folder.resolve((Path) event.context()));
                }
            }
            if (!key.reset()) {
                folders.remove(key);
            }
        }

        /** Where it is more than one folder, all is compared. */
        private void lookAtUnheard() {
            if (unheardOf.size() == 1) {
                unheardOf.forEach(walk::walk);
            } else if (!unheardOf.isEmpty()) {
                compareAt = Instant.MIN;
            }
            unheardOf.clear();
        }

        /** Who is being written to, or whose name is busy, is looked at again. */
        void flush() {
            if (batch.isEmpty()) {
                return;
            }
            Set<Path> written = markers.areUsed() ? Set.of() : open.written();
            List<SeenFile> still = new ArrayList<>();
            for (SeenFile file : batch) {
                if (written.contains(flow.fileOf(file.path()))) {
                    settling.awaitAnew(file.path());
                } else {
                    still.add(file);
                }
            }
            batch.clear();
            hasFound |= !still.isEmpty();
            finds.found(still).forEach(busy -> settling.awaitAnew(busy.path()));
        }
    }

    /** What a folder that cannot be watched gets is found by comparing; one found in between must not wait for long. */
    private void unwatched(Path folder, IOException why) {
        if (!isSaid) {
            LOG.warn(
                    "{} cannot be watched ({}); flow {} looks at all of its folder again and again instead",
                    folder,
                    why.getMessage(),
                    flow.name());
        }
        isSaid = true;
        isUnwatched = true;
        Instant soon = clock.instant().plus(lookEvery);
        compareAt = soon.isBefore(compareAt) ? soon : compareAt;
    }
}
