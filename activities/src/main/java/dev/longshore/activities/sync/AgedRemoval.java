package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SettledFinding;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncRemovals;
import dev.longshore.storage.files.FileIdentity;
import dev.longshore.storage.files.SafeRemoval;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old files from a flow's folder: notes it, moves the file aside, compares what was moved, removes it, notes that. Who
 * was killed anywhere in between leaves what {@link #finish} brings to its end.
 */
final class AgedRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(AgedRemoval.class);
    private static final int PAGE = 500;
    private static final String IS_WRITTEN = "somebody has it open for writing";

    private final Sides sides;
    private final SyncRemovals ledger;
    private final Path aside;
    private final SafeRemoval removal;

    AgedRemoval(Sides sides, SyncRemovals ledger) {
        this.sides = sides;
        this.ledger = ledger;
        aside = sides.flow().folder().resolve(Names.OWN + "trash");
        removal = new SafeRemoval(aside, new Writers(aside));
    }

    /** What was removed, or why it stays. */
    SettledFinding remove(Run run, String path, CleanupSurvey.Decision decision) {
        SettledFinding said = decision.said();
        try {
            return decision.receipt() == null
                    ? folder(said, path)
                    : file(run, path, said, new Removal(decision.receipt(), decision.file()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What earlier workers had begun. */
    void finish(long flow, LongConsumer moved) {
        List<SyncFile> begun = ledger.unfinished(flow, PAGE);
        while (!begun.isEmpty()) {
            for (SyncFile file : begun) {
                finish(file, moved);
                moved.accept(1);
            }
            begun = ledger.unfinished(flow, PAGE);
        }
    }

    private record Removal(SyncFile receipt, @Nullable FileIdentity file) {}

    private SettledFinding folder(SettledFinding said, String path) throws IOException {
        return AgedFolders.remove(sides.file(path))
                ? settled(said, CleanupSurvey.REMOVED, "was empty")
                : settled(said, CleanupSurvey.STAY, "is in use");
    }

    private SettledFinding file(Run run, String path, SettledFinding said, Removal what) throws IOException {
        SyncFile receipt = what.receipt();
        if (what.file() == null || !ledger.begun(run.jobId(), run.epoch(), receipt)) {
            return settled(said, CleanupSurvey.STAY, "the ledger knows otherwise by now");
        }
        SafeRemoval.Outcome outcome = removal.remove(sides.file(path), what.file(), tokenOf(receipt));
        if (!outcome.isGone()) {
            ledger.stays(receipt);
            boolean isWritten = outcome == SafeRemoval.Outcome.WRITTEN;
            return settled(said, CleanupSurvey.STAY, isWritten ? IS_WRITTEN : "another content was in its place");
        }
        ledger.removed(receipt, why(run.jobId()));
        LOG.info("Removed by age: {}/{}", sides.flow().name(), path);
        return settled(said, CleanupSurvey.REMOVED, said.why());
    }

    /** Its file is where it was, aside, or gone. */
    private void finish(SyncFile receipt, LongConsumer moved) {
        Path path = sides.isUp() ? sides.file(receipt.path()) : Path.of(String.valueOf(receipt.target()));
        try {
            Optional<FileIdentity> meant = meant(receipt, moved);
            boolean isGone = meant.isPresent()
                    ? removal.remove(path, meant.get(), tokenOf(receipt)).isGone()
                    : removal.putBack(path, tokenOf(receipt)).isEmpty()
                            && Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
            if (isGone) {
                ledger.removed(receipt, why("a worker that ended meanwhile"));
            } else {
                ledger.stays(receipt);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What lies aside, if it is the content of the receipt. */
    private Optional<FileIdentity> meant(SyncFile receipt, LongConsumer moved) throws IOException {
        Path moving = aside.resolve(tokenOf(receipt));
        Optional<FileIdentity> there = FileIdentity.of(moving);
        return there.filter(file -> sides.isUp()
                ? Identities.text(file).equals(receipt.identity())
                : file.size() == receipt.bytes() && Proofs.isOf(receipt, moving, file, moved));
    }

    private String why(String by) {
        Duration age = sides.flow().maxAge();
        return "removed by age (older than " + (age == null ? "was set" : inWords(age)) + ") by " + by;
    }

    private static String inWords(Duration age) {
        return age.toHours() % 24 == 0 ? age.toDays() + " d" : age.toString();
    }

    private static String tokenOf(SyncFile receipt) {
        return "f" + receipt.id();
    }

    private static SettledFinding settled(SettledFinding said, String what, @Nullable String why) {
        return new SettledFinding(said.id(), what, said.target(), said.proof(), why);
    }
}
