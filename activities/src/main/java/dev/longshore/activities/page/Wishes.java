package dev.longshore.activities.page;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Jobs;
import dev.longshore.workflows.control.Run;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Whether the user still wants the step to go on with the next item. Asks the ledger now and then, not for each item. */
public final class Wishes {

    private static final long ASK_EVERY = Duration.ofMillis(500).toNanos();

    private final Jobs jobs;
    private final BooleanSupplier isDraining;
    private final Run run;
    private long asked = System.nanoTime();
    private boolean goOn = true;

    /** @param isDraining whether this process is about to stop */
    public Wishes(Jobs jobs, BooleanSupplier isDraining, Run run) {
        this.jobs = jobs;
        this.isDraining = isDraining;
        this.run = run;
    }

    public synchronized boolean goOn() {
        goOn = goOn && !isDraining.getAsBoolean();
        if (goOn && System.nanoTime() - asked > ASK_EVERY) {
            Job job = jobs.find(run.jobId())
                    .orElseThrow(() -> new IllegalStateException("The ledger has no job " + run.jobId()));
            goOn = job.desired() == Desired.RUN && job.epoch() == run.epoch();
            asked = System.nanoTime();
        }
        return goOn;
    }
}
