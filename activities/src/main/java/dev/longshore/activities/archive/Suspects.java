package dev.longshore.activities.archive;

import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.JobFiles;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.archive.PoisonPartException;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.util.ArrayList;
import java.util.List;

/** Finds the file that ends the workers that read it, among the files of a part that two workers were lost with. */
final class Suspects {

    private static final int ALONE = 3;

    private final ArchiveTools tools;
    private final JobFiles files;
    private final Run run;

    Suspects(ArchiveTools tools, Run run) {
        this.tools = tools;
        this.files = tools.ledger().files();
        this.run = run;
    }

    /** Two workers vanished with the part, this one has it alone, and it has several files: they are read one by one. */
    static boolean isAmong(TakenPart part) {
        return part.attempts() >= ALONE && part.firstOrdinal() < part.lastOrdinal();
    }

    /** The file is in the reader's hands meanwhile, and stays so if the reader vanishes. */
    void read(JobFile file, Runnable reading) {
        List<TakenFile> taken =
                files.take(new JobPage(run.jobId(), run.epoch(), file.ordinal(), file.ordinal()), Only.ALL);
        try {
            reading.run();
            files.giveBack(taken);
        } catch (RuntimeException withAWord) {
            files.giveBack(taken);
            throw withAWord;
        }
    }

    /** Fails the file that was in the last reader's hands, and none if it was not to be seen which one that was. */
    RuntimeException blamedFor(PoisonPartException poison) {
        List<JobFile> inHand = new ArrayList<>();
        boolean isOnlyOne = poison.files().first() == poison.files().last();
        tools.ledger().lists().forEach(run.jobId(), poison.files(), file -> {
            if (isOnlyOne || (file.attempts() > 0 && file.state() == FileState.RUNNING)) {
                inHand.add(file);
            }
        });
        if (inHand.size() != 1) {
            return poison;
        }
        JobFile file = inHand.get(0);
        String why = "Each of 3 workers vanished while it had this file";
        files.blame(run.jobId(), run.epoch(), file.ordinal(), new Failure(FailureType.POISON.name(), why));
        return FailureType.POISON.because("file " + file.ordinal() + " (" + file.source() + "): " + why, poison);
    }
}
