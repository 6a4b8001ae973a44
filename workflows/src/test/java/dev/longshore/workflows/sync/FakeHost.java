package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Command;
import dev.longshore.workflows.control.Command.Desired;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.JobActivities;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.control.Run;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A ledger in memory, and a host that finds what it is told to. Calls of a pass begin with the last word of its job's id. */
final class FakeHost implements JobActivities, MinioSyncActivities {

    static final String FLOW = "sync:host:output";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final Queue<FoundWork> work = new ConcurrentLinkedQueue<>();
    final Queue<RuntimeException> troubles = new ConcurrentLinkedQueue<>();
    final Queue<Long> left = new ConcurrentLinkedQueue<>();
    final Map<String, Ending> endings = new ConcurrentHashMap<>();
    final AtomicLong seq = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    volatile Desired desired = Desired.RUN;
    volatile boolean now;
    volatile long epoch = 1;
    volatile Runnable whileMoving = () -> {};

    void wish(Desired wish, boolean atOnce) {
        desired = wish;
        now = atOnce;
        seq.incrementAndGet();
    }

    @Override
    public Command begin(Run run) {
        return heard(noted("begin", run));
    }

    @Override
    public Command acknowledge(Run run) {
        return heard(noted("acknowledge " + desired, run));
    }

    @Override
    public Command settle(Run run) {
        return noted("settle " + desired, run);
    }

    @Override
    public void waitFor(Run run, String what) {
        noted("wait for " + what, run);
    }

    @Override
    public void close(Run run, Ending how) {
        noted("close " + how.state(), run);
        endings.put(run.jobId(), how);
    }

    @Override
    public void open(Run flow) {
        noted("open", flow);
        throwTrouble();
    }

    /** As the real one, ends when the user wishes something; but waits only while it has no work. */
    @Override
    public FoundWork awaitWork(Run flow) {
        long known = seq.get();
        noted("await work", flow);
        throwTrouble();
        while (work.isEmpty() && seq.get() == known && !isPauseHeard()) {
            beat();
        }
        return work.isEmpty() ? FoundWork.nothing() : Objects.requireNonNull(work.poll());
    }

    @Override
    public long move(Run pass, long first, long last) {
        noted("move " + first + "-" + last, pass);
        throwTrouble();
        whileMoving.run();
        Long rest = left.poll();
        return rest == null ? 0 : rest;
    }

    /** It may have begun behind the wish, before the run heard of that. */
    private boolean isPauseHeard() {
        return desired == Desired.PAUSE && heard.get() == seq.get();
    }

    private Command heard(Command newest) {
        heard.accumulateAndGet(newest.seq(), Math::max);
        return newest;
    }

    void throwTrouble() {
        RuntimeException trouble = troubles.poll();
        if (trouble != null) {
            throw trouble;
        }
    }

    /** Throws when the engine has said that the attempt shall end. */
    void beat() {
        try {
            Activity.getExecutionContext().heartbeat(null);
            LockSupport.parkNanos(1_000_000);
        } catch (ActivityCompletionException end) {
            calls.add("interrupted");
            throw end;
        }
    }

    Command noted(String call, Run run) {
        if (run.jobId().equals(FLOW) && run.epoch() != epoch) {
            throw LostEpoch.because("a newer run has this job", new IllegalStateException());
        }
        String prefix = run.jobId().substring(FLOW.length()).replace(":", "") + " ";
        calls.add((prefix + call).strip());
        return run.jobId().equals(FLOW) ? new Command(desired, seq.get(), now) : new Command(Desired.RUN, 0, false);
    }
}
