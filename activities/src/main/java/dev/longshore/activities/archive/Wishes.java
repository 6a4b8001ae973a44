package dev.longshore.activities.archive;

import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.workflows.control.Run;
import java.time.Duration;

/** Whether the user still wants the step to go on with the next item. Asks the ledger now and then, not for each item. */
final class Wishes {

    private static final long ASK_EVERY = Duration.ofMillis(500).toNanos();

    private final ArchiveTools tools;
    private final Run run;
    private long asked = System.nanoTime();
    private boolean goOn = true;

    Wishes(ArchiveTools tools, Run run) {
        this.tools = tools;
        this.run = run;
    }

    synchronized boolean goOn() {
        goOn = goOn && !tools.isDraining().getAsBoolean();
        if (goOn && System.nanoTime() - asked > ASK_EVERY) {
            Job job = tools.jobOf(run);
            goOn = job.desired() == Desired.RUN && job.epoch() == run.epoch();
            asked = System.nanoTime();
        }
        return goOn;
    }
}
