package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.sync.ListedName;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SyncListings;
import dev.longshore.ledger.sync.SyncListings.Listing;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.workflows.control.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what is in a flow's folder and bucket, as far as a survey wants to know it. */
final class SurveyListing {

    private static final int BATCH = 1_000;

    private final SyncListings ledger;
    private final Sides sides;
    private final SurveyKind kind;
    private final @Nullable Instant oldBefore;
    private final Pulse pulse;

    /** @param oldBefore what a cleanup takes for too old; null for others */
    SurveyListing(SyncListings ledger, Sides sides, SurveyKind kind, @Nullable Instant oldBefore, Pulse pulse) {
        this.ledger = ledger;
        this.sides = sides;
        this.kind = kind;
        this.oldBefore = oldBefore;
        this.pulse = pulse;
    }

    /** The source first: what is moved meanwhile is then seen on both sides, not on none. */
    void list(Run run) {
        sides.flow().names().require();
        Listing listing = ledger.begin(run.jobId(), run.epoch());
        Entries files = new Entries(listing, kind == SurveyKind.PLAN && !sides.isUp());
        Entries objects = new Entries(listing, kind == SurveyKind.PLAN && sides.isUp());
        if (kind == SurveyKind.CLEANUP || sides.isUp()) {
            walk(files);
        }
        if (kind != SurveyKind.CLEANUP) {
            listObjects(objects);
        }
        if (kind != SurveyKind.CLEANUP && !sides.isUp()) {
            walk(files);
        }
        ledger.end(listing, files.count);
    }

    private void walk(Entries entries) {
        FolderVisitor visitor = new FolderVisitor(entries);
        new FolderWalk(sides.flow().folder(), sides.flow().names(), visitor)
                .walk(sides.flow().folder());
        entries.flush();
    }

    private void listObjects(Entries entries) {
        @Nullable String after = null;
        ListedPage page;
        do {
            page = sides.store().list(sides.flow().place(), after, BATCH);
            page.objects().forEach(object -> add(object, entries));
            pulse.moved(1);
            after = page.objects().isEmpty()
                    ? null
                    : page.objects().get(page.objects().size() - 1).key();
        } while (page.more() && after != null);
        entries.flush();
    }

    private void add(ListedObject object, Entries entries) {
        String path = object.key().substring(sides.flow().place().key().length());
        if (SafePaths.isOfFolder(path)) {
            if (object.size() > 0) {
                leaveAlone(object, path.isEmpty() ? "/" : path, entries, SafePaths.HOLDS_BYTES);
            }
        } else if (!SafePaths.isSafe(path)) {
            leaveAlone(object, path, entries, "its key names no file below the folder");
        } else if (sides.flow().names().holds(path)) {
            entries.add(new ListedName(path, null, Sides.text(object), object.size(), object.modified(), null, null));
        } else if (!Names.isOwn(Path.of(path))) {
            leaveAlone(object, path, entries, sides.flow().names().whyNot());
        }
    }

    /** Only who plans says so. */
    private void leaveAlone(ListedObject object, String path, Entries entries, String why) {
        if (kind == SurveyKind.PLAN && !sides.isUp()) {
            String shown = path.replace('\0', '?');
            entries.add(new ListedName(
                    shown, null, Sides.text(object), object.size(), object.modified(), PlanSurvey.LEAVE, why));
        }
    }

    /** What is written down at once. */
    private final class Entries {

        private final Listing listing;
        private final boolean onlyKnown;
        private final List<ListedName> batch = new ArrayList<>();
        private long count;

        /** @param onlyKnown to pass over names that the other side does not have */
        Entries(Listing listing, boolean onlyKnown) {
            this.listing = listing;
            this.onlyKnown = onlyKnown;
        }

        void add(ListedName name) {
            batch.add(name);
            if (batch.size() >= BATCH) {
                flush();
            }
        }

        void flush() {
            if (batch.isEmpty()) {
                return;
            }
            if (onlyKnown) {
                ledger.complete(listing, batch);
            } else {
                ledger.add(listing, batch);
            }
            batch.clear();
            pulse.moved(1);
        }
    }

    /** Sees files, and what is none. */
    private final class FolderVisitor implements FolderWalk.Visitor {

        private final Entries entries;

        FolderVisitor(Entries entries) {
            this.entries = entries;
        }

        @Override
        public void folder(Path folder) {
            pulse.moved(1);
            if (oldBefore != null) {
                AgedFolders.emptySince(folder)
                        .filter(since -> since.isBefore(oldBefore) && isOurs(folder))
                        .ifPresent(since ->
                                entries.add(new ListedName(pathOf(folder) + "/", null, null, 0, since, null, null)));
            }
        }

        @Override
        public void looking() {
            pulse.moved(1);
        }

        @Override
        public void file(FoundFile file) {
            entries.count++;
            if (oldBefore == null || file.touched().isBefore(oldBefore)) {
                entries.add(entryOf(file, null, null));
            }
        }

        @Override
        public void excluded(FoundFile file) {
            if (kind == SurveyKind.PLAN && sides.isUp()) {
                entries.add(entryOf(file, PlanSurvey.LEAVE, sides.flow().names().whyNot()));
            }
            if (oldBefore != null && file.touched().isBefore(oldBefore)) {
                entries.add(
                        entryOf(file, CleanupSurvey.STAY, sides.flow().names().whyNot()));
            }
        }

        @Override
        public void leftAlone(Path entry, String why) {
            sayOf(entry, why, false);
        }

        @Override
        public void unreadable(Path folder, String why) {
            if (folder.equals(sides.flow().folder())) {
                throw UNAVAILABLE.because("folder " + folder + " cannot be looked at (" + why + ")");
            }
            sayOf(folder, "cannot be looked at: " + why, true);
        }

        private void sayOf(Path entry, String why, boolean isUnreadable) {
            @Nullable String what = switch (kind) {
                case CHECK -> isUnreadable ? CheckSurvey.UNREADABLE : null;
                case PLAN -> sides.isUp() ? PlanSurvey.LEAVE : null;
                case CLEANUP -> CleanupSurvey.STAY;
            };
            if (what != null) {
                String path = pathOf(entry) + (isUnreadable ? "/" : "");
                entries.add(new ListedName(path, null, null, 0, Instant.EPOCH, what, why));
            }
        }

        private ListedName entryOf(FoundFile file, @Nullable String what, @Nullable String why) {
            return new ListedName(
                    file.path(),
                    Identities.text(file.identity()),
                    null,
                    file.identity().size(),
                    file.touched(),
                    what,
                    why);
        }

        private boolean isOurs(Path folder) {
            return !folder.equals(sides.flow().folder())
                    && !sides.flow().names().excludes(pathOf(folder));
        }

        /** With what cannot be written replaced. */
        private String pathOf(Path entry) {
            return sides.flow().folder().relativize(entry).toString();
        }
    }
}
