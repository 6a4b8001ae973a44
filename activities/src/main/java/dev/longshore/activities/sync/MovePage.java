package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.BUCKET_MISSING;
import static dev.longshore.workflows.failure.FailureType.SOURCE_CHANGED;
import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;

import dev.longshore.activities.failure.Failures;
import dev.longshore.activities.page.Debts;
import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.activities.page.Wishes;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.MoveEnd;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncMoves;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.files.FileHeldException;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the files of one page: copies and verifies them, writes the receipts, removes the sources, says what came of each.
 * Whoever takes the page after it was broken off finds each file at one of these points.
 */
final class MovePage {

    private static final Logger LOG = LoggerFactory.getLogger(MovePage.class);
    private static final String GONE_ALREADY =
            SOURCE_MISSING + ": it was verified, and gone before it was removed, or its removal was not noted";
    private static final String REPLACED_SINCE =
            SOURCE_CHANGED + ": it was verified, but another content is there by now";
    private static final String IS_WRITTEN =
            SOURCE_CHANGED + ": it was verified, but is not removed yet, for somebody has it open for writing";
    private static final int BITE = 100;

    private final SyncTools tools;
    private final Flow flow;
    private final Mover mover;
    private final Runnable folder;
    private final Debts<TakenFile> debts;

    /** @param folder fails if the flow's folder is not the right one now */
    MovePage(SyncTools tools, Flow flow, Mover mover, Runnable folder) {
        this.tools = tools;
        this.flow = flow;
        this.mover = mover;
        this.folder = folder;
        this.debts = new Debts<>(tools.ledger().files()::giveBack);
    }

    /** Answers 1 if the page must be done again because the user paused meanwhile. */
    long move(Run run, long first, long last) {
        JobPage page = new JobPage(run.jobId(), run.epoch(), first, last);
        Wishes wishes = new Wishes(tools.ledger().jobs(), tools.isDraining(), run);
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            List<TakenFile> taken = take(page);
            while (!taken.isEmpty()) {
                if (!new Round(run, taken, pulse).move(wishes)) {
                    return 1;
                }
                taken = take(page);
            }
        }
        return 0;
    }

    private List<TakenFile> take(JobPage page) {
        debts.settle();
        return tools.ledger().files().take(page, Only.ALL);
    }

    /** What was taken at once. */
    private final class Round {

        private final String job;
        private final List<TakenFile> taken;
        private final Pulse pulse;
        private final SyncMoves moves = tools.ledger().syncMoves();
        private final Map<Long, SyncFile> known;
        private final Map<Long, List<SyncFile>> former;
        private final Bites<Receipt> receipts;
        private final Bites<MoveEnd> ends;
        private final Queue<ApplicationFailure> spared = new ConcurrentLinkedQueue<>();

        Round(Run run, List<TakenFile> taken, Pulse pulse) {
            this.job = run.jobId();
            this.taken = taken;
            this.pulse = pulse;
            known = moves.of(job, taken);
            former = flow.direction() == Direction.UP ? moves.formerNames(known.values()) : Map.of();
            int bite = taken.stream().anyMatch(MovePage::wasLost) ? 1 : BITE;
            receipts = new Bites<>(bite, this::write);
            ends = new Bites<>(bite, some -> moves.ended(job, some));
        }

        /** False if the user does not want it to go on, or this process is about to stop. */
        boolean move(Wishes wishes) {
            try (Together together = new Together("sync")) {
                return moved(together, wishes);
            } finally {
                try {
                    ends.flush();
                } finally {
                    debts.giveBack(taken);
                }
            }
        }

        /** What the environment keeps from being copied keeps nothing else from its end. */
        private boolean moved(Together together, Wishes wishes) {
            boolean all;
            try {
                all = together.work(copies(), wishes::goOn);
            } catch (ApplicationFailure away) {
                removeVerified(together);
                throw away;
            }
            removeVerified(together);
            if (all && !spared.isEmpty()) {
                throw spared.element();
            }
            return all;
        }

        private void removeVerified(Together together) {
            receipts.flush();
            List<TakenFile> verified = new ArrayList<>();
            taken.stream().filter(this::isVerified).forEach(verified::add);
            receipts.all().forEach(receipt -> verified.add(receipt.file()));
            if (flow.deletesSource()) {
                remove(together, verified);
            } else {
                verified.forEach(this::keep);
            }
        }

        private void keep(TakenFile file) {
            end(new MoveEnd(file, SyncState.KEPT, null));
            pulse.moved(1);
        }

        private void remove(Together together, List<TakenFile> verified) {
            Mover.Removals removals = mover.removals();
            Queue<TakenFile> ready = new ConcurrentLinkedQueue<>();
            try {
                together.work(tasks(verified, file -> setAside(removals, file, ready)));
            } catch (ApplicationFailure away) {
                together.work(tasks(ready, file -> remove(removals, file))); // which may be what makes room
                throw away;
            }
            together.work(tasks(ready, file -> remove(removals, file)));
        }

        private void setAside(Mover.Removals removals, TakenFile file, Queue<TakenFile> ready) {
            SyncFile here = knownOf(file);
            pulse.awaiting(() -> {
                removals.setAside(here);
                return ready.add(file);
            });
        }

        /** What was copied while the flow's folder was another has no receipt. */
        private void write(List<Receipt> bite) {
            folder.run();
            moves.verified(job, bite);
        }

        private void end(MoveEnd end) {
            ends.add(end);
            SyncFile here = known.get(end.file().ordinal());
            tools.meters().ended(flow, end, here == null ? 0 : here.bytes());
            if (here != null) {
                tools.suspects().forget(here.id());
            }
        }

        private boolean isVerified(TakenFile file) {
            SyncFile here = known.get(file.ordinal());
            return here != null && isVerified(here);
        }

        /** A copy at a former place of the flow is none if its source stays: what is kept here shall be there. */
        private boolean isVerified(SyncFile here) {
            return here.verifiedAt() != null && (flow.deletesSource() || flow.holdsTarget(here));
        }

        private List<Task> copies() {
            List<Task> tasks = new ArrayList<>();
            for (TakenFile file : taken) {
                SyncFile here = known.get(file.ordinal());
                if (here == null) {
                    end(new MoveEnd(file, SyncState.GONE, SOURCE_CHANGED + ": another content is moved by now"));
                } else if (!isVerified(here)) {
                    tasks.add(new Task(mover.gateOf(here), () -> copy(file, here)));
                }
            }
            return tasks;
        }

        private void copy(TakenFile file, SyncFile here) {
            try {
                receipts.add(mover.copied(file, here, former.getOrDefault(here.id(), List.of()), pulse)
                        .orElseGet(() -> mover.copy(file, here, pulse, folder)));
                pulse.moved(1);
            } catch (RuntimeException error) {
                failed(file, error);
            }
        }

        /** What fails for one file is its end. */
        private List<Task> tasks(Collection<TakenFile> files, Consumer<TakenFile> what) {
            return files.stream()
                    .map(file -> new Task(mover.gateOfRemovals(), () -> {
                        try {
                            what.accept(file);
                        } catch (RuntimeException error) {
                            failed(file, error);
                        }
                    }))
                    .toList();
        }

        private void remove(Mover.Removals removals, TakenFile file) {
            SyncFile here = knownOf(file);
            Mover.Removal removal = pulse.awaiting(() -> removals.remove(here));
            if (removal == Mover.Removal.GONE) {
                folder.run(); // or it went away with its folder
            }
            end(endOf(file, removal, mover.keptAt(here)));
            if (removal == Mover.Removal.REPLACED || removal == Mover.Removal.WRITTEN) {
                tools.meters().refusedDelete(flow);
            }
            pulse.moved(1);
        }

        /** Disks that are away refuse files in words of all kinds, so the folder is looked at before a file is blamed. */
        private void failed(TakenFile file, RuntimeException error) {
            if (error instanceof UncheckedIOException) {
                folder.run();
            }
            ApplicationFailure failure = LocalFailures.explain(error);
            if (isWaiting(failure)) {
                spared.add(failure);
            } else if (Suspects.mayBeOfAFile(error, failure) && answersOtherwise(failure)) {
                spare(file, failure);
            } else {
                end(endOf(file, failure));
            }
        }

        /** Until somebody else lets go of the file, or there is room for it; it is not to be blamed. */
        private static boolean isWaiting(ApplicationFailure failure) {
            return failure.getCause() instanceof FileHeldException || failure.getCause() instanceof NoRoomException;
        }

        private boolean answersOtherwise(ApplicationFailure failure) {
            try {
                FlowMarks.requirePlaceStill(tools, flow);
                return true;
            } catch (RuntimeException away) {
                failure.addSuppressed(away);
                return false;
            }
        }

        /** The others go on; this one is tried again with the page, some times. */
        private void spare(TakenFile file, ApplicationFailure failure) {
            if (tools.suspects().isGivenUp(knownOf(file).id())) {
                end(unmoved(file, failure, " (" + Suspects.TRIES + " times, while the store answered otherwise)"));
            } else {
                spared.add(failure);
            }
        }

        private SyncFile knownOf(TakenFile file) {
            return Objects.requireNonNull(known.get(file.ordinal()));
        }
    }

    /** Then what comes of each file is written at once, so that a worker that is killed as well is seen to have got on. */
    private static boolean wasLost(TakenFile file) {
        return file.attempts() > 1;
    }

    /** Of one that was replaced a copy may have been kept before that. */
    private static MoveEnd endOf(TakenFile file, Mover.Removal removal, Mover.Kept kept) {
        return switch (removal) {
            case REMOVED -> new MoveEnd(file, SyncState.MOVED, kept.words(), kept.place());
            case GONE ->
                new MoveEnd(
                        file, SyncState.MOVED, Objects.requireNonNullElse(kept.words(), GONE_ALREADY), kept.place());
            case REPLACED -> new MoveEnd(file, SyncState.REPLACED, REPLACED_SINCE, kept.place());
            case WRITTEN -> new MoveEnd(file, SyncState.FAILED, IS_WRITTEN);
        };
    }

    /** A failure of the environment ends the step, which is tried again; any other is that of the file. */
    private static MoveEnd endOf(TakenFile file, ApplicationFailure failure) {
        if (BUCKET_MISSING.name().equals(failure.getType())
                || Failures.scopeOf(failure)
                        .filter(scope -> scope != Scope.ENVIRONMENT)
                        .isEmpty()) {
            throw failure;
        }
        return unmoved(file, failure, "");
    }

    private static MoveEnd unmoved(TakenFile file, ApplicationFailure failure, String more) {
        String why = failure.getType() + ": " + failure.getOriginalMessage() + more;
        LOG.warn("{} was not moved: {}", file.source(), why);
        if (SOURCE_CHANGED.name().equals(failure.getType())) {
            return new MoveEnd(file, SyncState.REPLACED, why);
        }
        boolean isGone = SOURCE_MISSING.name().equals(failure.getType());
        return new MoveEnd(file, isGone ? SyncState.GONE : SyncState.FAILED, why);
    }
}
