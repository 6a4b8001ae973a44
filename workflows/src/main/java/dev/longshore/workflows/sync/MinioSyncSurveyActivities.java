package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Run;
import io.temporal.activity.ActivityInterface;

/** The steps of a survey, on the host that has the flow's folder. Each may run again after its answer was lost. */
@ActivityInterface(namePrefix = "MinioSyncSurvey")
public interface MinioSyncSurveyActivities {

    /** Writes down what is in folder and bucket; what an earlier run found is thrown away. */
    void list(Run survey);

    /** Says of some of that what there is to say; answers how much is left at least. */
    long settle(Run survey);

    /** Removes some of what is to be removed, once that is approved where it must be; answers how much is left at least. */
    long remove(Run survey);

    /** Answers what was found altogether, as JSON. */
    String conclude(Run survey);
}
