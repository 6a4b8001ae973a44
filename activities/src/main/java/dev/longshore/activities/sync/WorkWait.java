package dev.longshore.activities.sync;

import dev.longshore.activities.page.Wishes;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.sync.NewPass;
import dev.longshore.ledger.sync.PassLimits;
import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.sync.FoundWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at the source of a flow until there is something to do. */
final class WorkWait {

    private static final Duration LOOK = Duration.ofMillis(500);

    /** Somebody waits for the end of a flow that goes once. */
    private static final Duration SHORT_LOOK = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofHours(1);

    private final SyncTools tools;
    private final Run run;
    private final SyncFlow flow;
    private final PassLimits limits;
    private final boolean once;
    private @Nullable Flow cleaned;
    private Predicate<String> isOurs = path -> true;
    private long askAt = System.nanoTime();

    WorkWait(SyncTools tools, Run run, SyncFlow flow, PassLimits limits) {
        this.tools = tools;
        this.run = run;
        this.flow = flow;
        this.limits = limits;
        this.once = FlowRequest.of(tools.ledger(), run).once();
    }

    /**
     * Forgets what waits and is left out by the flow's names. Begins a cleanup by age now and then, if that is set: it is a job
     * of its own, and whoever starts jobs starts it.
     */
    WorkWait keepingTo(Flow ofSettings) {
        isOurs = ofSettings.names()::holds;
        cleaned = ofSettings.maxAge() == null ? null : ofSettings;
        return this;
    }

    /**
     * What is known to wait comes first as long as the source was not looked through: that may take longer than this worker lives.
     * Answers nothing if the user wishes something else, if this process is about to stop, or after a while.
     */
    FoundWork await(Watch watch, Pulse pulse) {
        Wishes wishes = new Wishes(tools.ledger().jobs(), tools.isDraining(), run);
        long until = System.nanoTime() + LONGEST.toNanos();
        FoundWork work = watch.hasSeenAll() || !wishes.goOn() ? FoundWork.nothing() : work(false);
        while (work.equals(FoundWork.nothing()) && wishes.goOn() && System.nanoTime() < until) {
            pulse.moved(1);
            look(watch, pulse);
            pulse.awaiting(this::cleanUpIfDue);
            work = work(once && watch.hasSeenAll());
        }
        return work;
    }

    private void look(Watch watch, Pulse pulse) {
        try {
            synchronized (watch) { // an attempt that was given up may look still
                watch.look(new Noting(pulse), once ? SHORT_LOOK : LOOK);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for files");
        }
    }

    /** Answers whether one was begun. */
    private boolean cleanUpIfDue() {
        if (cleaned == null || System.nanoTime() - askAt < 0) {
            return false;
        }
        askAt = System.nanoTime() + LOOK.multipliedBy(60).toNanos();
        return tools.ledger()
                .syncSurveys()
                .startIfDue(flow, tools.properties().cleanupEvery(), SurveyRequest.ofCleanup(cleaned));
    }

    private FoundWork work(boolean isAllSeen) {
        MinioSyncProperties properties = tools.properties();
        tools.ledger().syncFiles().tryAgain(flow.id(), properties.compare(), properties.pardon());
        Optional<NewPass> pass = tools.ledger().syncPasses().next(flow, run.epoch(), limits, isOurs);
        if (pass.isPresent()) {
            return FoundWork.pass(
                    pass.get().jobId(), pass.get().epoch(), pass.get().files());
        }
        boolean isOver = isAllSeen && tools.ledger().syncPasses().areAllMoved(flow);
        return isOver ? FoundWork.nothingMore() : FoundWork.nothing();
    }

    /** Writes down what is found. */
    private final class Noting implements Watch.Finds {

        private final Pulse pulse;

        Noting(Pulse pulse) {
            this.pulse = pulse;
        }

        @Override
        public List<SeenFile> found(List<SeenFile> files) {
            pulse.moved(1);
            return files.isEmpty() ? List.of() : tools.ledger().syncFiles().seen(flow.id(), files);
        }

        @Override
        public void looking() {
            pulse.moved(1);
        }
    }
}
