package dev.longshore.workflows.archive;

import dev.longshore.workflows.control.Run;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** The steps of an archive. Each may run again after its answer was lost, and two of the same may run at once. */
@ActivityInterface(namePrefix = "ZipArchive")
public interface ZipArchiveActivities {

    /** Lists the objects below the prefix that was asked for into the ledger; does nothing for a job that names its files. */
    Sources listSources(Run run);

    /** Asks the store for size, ETag and checksum of the files between two ordinals; answers how many are left. */
    long inspectSources(Run run, long first, long last);

    /** Deflates of the files between two ordinals those that get smaller by it; answers how many are left. */
    long deflateSources(Run run, long first, long last);

    /** Lays the archive out, byte by byte. A file that cannot go in fails the job here, before anything is sent. */
    LaidOut layOut(Run run);

    /** Begins the upload, or finds the one that was begun. */
    void openUpload(Run run);

    /** Builds the parts between two numbers that lie wholly within one entry; answers how many are left. */
    long buildBodies(Run run, int first, int last);

    /** Builds the parts between two numbers that hold headers, last first; answers how many are left. */
    long buildSeams(Run run, int first, int last);

    /** Builds the parts that hold the directory; answers how many are left. */
    long buildDirectory(Run run);

    /** Makes the archive visible; answers false if the store lost the upload, so that the parts must be built again. */
    boolean complete(Run run);

    /** Reads the archive's directory back and compares it. Answers the job's result as JSON. */
    String prove(Run run);

    /** Sends the notice that the archive is there, unless it was sent or nobody wants one. Answers the result once more. */
    @Nullable String tellConsumer(Run run);

    /** Removes the unfinished upload, and an archive that became visible but was not proven. */
    void cleanUp(Run run);
}
