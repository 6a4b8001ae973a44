package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Run;
import io.temporal.activity.ActivityInterface;

/** The steps of a flow, on the host that has its folder. Each may run again after its answer was lost. */
@ActivityInterface(namePrefix = "MinioSync")
public interface MinioSyncActivities {

    /** Requires the folder and the bucket that the flow knows, and brings in order what a worker left that died. */
    void open(Run flow);

    /** Returns when there is work, when the user wishes something else, or after a while. */
    FoundWork awaitWork(Run flow);

    /** Moves the pass's files between two ordinals; answers how many are left. */
    long move(Run pass, long first, long last);
}
