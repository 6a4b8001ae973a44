package dev.longshore.workflows.archive;

import dev.longshore.workflows.control.Command;
import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.JobActivities;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.control.Run;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A ledger and a store in memory: five files, four parts of which one is a body and two are seams. */
final class FakeSteps implements JobActivities, ZipArchiveActivities {

    static final String TOLD = "{\"notice\":\"sent\"}";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Queue<RuntimeException> troubles = new ConcurrentLinkedQueue<>();
    final Queue<RuntimeException> queueTroubles = new ConcurrentLinkedQueue<>();
    final AtomicLong seq = new AtomicLong();
    final AtomicBoolean loses = new AtomicBoolean();
    volatile Desired desired = Desired.RUN;
    volatile boolean now;
    volatile long epoch = 1;
    volatile Runnable whileBuilding = () -> {};
    volatile boolean blocksWhileBuilding;
    volatile Runnable whileProving = () -> {};
    volatile Runnable whileTelling = () -> {};
    volatile LaidOut plan = new LaidOut(4, 1, 2, 4, null);
    volatile @Nullable String afterTelling = TOLD;
    volatile boolean deflates;
    volatile @Nullable RuntimeException whileCleaning;
    volatile @Nullable Ending ending;

    void wish(Desired wish, boolean atOnce) {
        desired = wish;
        now = atOnce;
        seq.incrementAndGet();
    }

    @Override
    public Command begin(Run run) {
        return noted("begin", run);
    }

    @Override
    public Command acknowledge(Run run) {
        return noted("acknowledge", run);
    }

    @Override
    public void waitFor(Run run, String what) {
        throw new UnsupportedOperationException("no archive waits for a host");
    }

    @Override
    public Command settle(Run run) {
        return noted("settle " + desired, run);
    }

    @Override
    public void close(Run run, Ending how) {
        noted("close " + how.state(), run);
        ending = how;
    }

    @Override
    public Sources listSources(Run run) {
        noted("list", run);
        return new Sources(5, 2, deflates);
    }

    @Override
    public long inspectSources(Run run, long first, long last) {
        noted("inspect " + first + "-" + last, run);
        return 0;
    }

    @Override
    public long deflateSources(Run run, long first, long last) {
        noted("deflate " + first + "-" + last, run);
        return 0;
    }

    @Override
    public LaidOut layOut(Run run) {
        noted("lay out", run);
        return plan;
    }

    @Override
    public void openUpload(Run run) {
        noted("open", run);
    }

    @Override
    public long buildBodies(Run run, int first, int last) {
        noted("bodies " + first + "-" + last, run);
        RuntimeException trouble = troubles.poll();
        if (trouble != null) {
            throw trouble;
        }
        whileBuilding.run();
        return blocksWhileBuilding ? untilCancelled() : 0;
    }

    @Override
    public long buildSeams(Run run, int first, int last) {
        noted("seams " + first + "-" + last, run);
        return 0;
    }

    @Override
    public long buildDirectory(Run run) {
        noted("directory", run);
        return 0;
    }

    @Override
    public boolean complete(Run run) {
        noted("complete", run);
        return !loses.getAndSet(false);
    }

    @Override
    public String prove(Run run) {
        noted("prove", run);
        whileProving.run();
        return "{}";
    }

    @Override
    public @Nullable String tellConsumer(Run run) {
        noted("tell", run);
        whileTelling.run();
        RuntimeException trouble = queueTroubles.poll();
        if (trouble != null) {
            throw trouble;
        }
        return afterTelling;
    }

    @Override
    public void cleanUp(Run run) {
        noted("clean up", run);
        RuntimeException trouble = whileCleaning;
        if (trouble != null) {
            throw trouble;
        }
    }

    private Command noted(String call, Run run) {
        if (run.epoch() != epoch) {
            throw LostEpoch.because("a newer run has this job", new IllegalStateException());
        }
        calls.add(call);
        return new Command(desired, seq.get(), now);
    }

    private long untilCancelled() {
        blocksWhileBuilding = false;
        while (true) {
            try {
                Activity.getExecutionContext().heartbeat(null);
                Thread.onSpinWait();
            } catch (ActivityCompletionException end) {
                calls.add("interrupted");
                throw end;
            }
        }
    }
}
