package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SettledFinding;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.files.FileIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says of what is old in a flow's folder whether it may be removed. In the folder of a flow up that is only what is at the
 * target for certain; in that of a flow down, only what the flow brought and nobody has changed since.
 */
final class CleanupSurvey implements Survey {

    static final String REMOVE = "remove";
    static final String REMOVED = "removed";
    /** The flow has to upload it first. */
    static final String WAIT = "wait";

    static final String STAY = "stay";
    static final String GONE = "gone";

    private final Sides sides;
    private final Set<Path> written;
    private final Instant oldBefore;

    /** @param written what somebody has open for writing */
    CleanupSurvey(Sides sides, Set<Path> written, Instant oldBefore) {
        this.sides = sides;
        this.written = written;
        this.oldBefore = oldBefore;
    }

    /**
     * What is to be done with it.
     *
     * @param file what was looked at; null for a folder
     * @param receipt null for a folder
     */
    record Decision(
            SettledFinding said,
            @Nullable FileIdentity file,
            @Nullable SyncFile receipt) {

        boolean isToRemove() {
            return said.what().equals(REMOVE);
        }
    }

    static boolean isFolder(SyncFinding finding) {
        return finding.path().endsWith("/");
    }

    @Override
    public Collection<String> namesOf(SyncFinding finding) {
        return sides.isUp() ? List.of(finding.path()) : Sides.namesBefore(finding.path());
    }

    @Override
    public SettledFinding settle(SyncFinding finding, Map<String, List<SyncFile>> lives, LongConsumer moved) {
        return decide(finding, lives, moved).said();
    }

    Decision decide(SyncFinding finding, Map<String, List<SyncFile>> lives, LongConsumer moved) {
        Look look = new Look(finding, moved);
        if (isFolder(finding)) {
            return look.folder();
        }
        Optional<FileIdentity> file = sides.fileAt(finding.path());
        if (file.isEmpty()) {
            return look.said(GONE, "is gone by now");
        }
        if (!Identities.text(file.get()).equals(finding.file())) {
            return look.said(STAY, "has changed meanwhile");
        }
        if (written.contains(sides.file(finding.path()))) {
            return look.said(STAY, "somebody has it open for writing");
        }
        return sides.isUp() ? look.up(file.get(), lives) : look.down(file.get(), lives);
    }

    /** At one name. */
    private final class Look {

        private final SyncFinding finding;
        private final LongConsumer moved;

        Look(SyncFinding finding, LongConsumer moved) {
            this.finding = finding;
            this.moved = moved;
        }

        Decision folder() {
            Path folder = sides.file(finding.path());
            boolean isOld = AgedFolders.emptySince(folder)
                    .filter(since -> since.isBefore(oldBefore))
                    .isPresent();
            return isOld ? said(REMOVE, "is empty") : said(STAY, "is in use");
        }

        Decision up(FileIdentity file, Map<String, List<SyncFile>> lives) {
            Optional<SyncFile> newest = Sides.newest(finding.path(), lives)
                    .filter(content -> content.identity().equals(Identities.text(file)));
            if (newest.isEmpty()) {
                return said(WAIT, "waits for upload: it has no receipt");
            }
            SyncFile content = newest.get();
            if (content.state() != SyncState.KEPT || content.verifiedAt() == null) {
                return said(WAIT, "waits for upload: " + (content.why() == null ? "it has no receipt" : content.why()));
            }
            ObjectAddress target = ObjectAddress.parse(String.valueOf(content.target()));
            boolean isHeld = sides.stores()
                    .of(target, dev.longshore.storage.Right.READ)
                    .facts(target)
                    .map(ObjectFacts::pin)
                    .filter(there -> Proofs.isOf(content, there, sides.store(), moved))
                    .isPresent();
            return isHeld
                    ? removal(file, content)
                    : said(STAY, "its object is not there as its receipt says, so this may be the only copy");
        }

        Decision down(FileIdentity file, Map<String, List<SyncFile>> lives) {
            Optional<SyncFile> receipt = sides.receiptAt(finding.path(), lives);
            if (receipt.isEmpty()) {
                return said(STAY, "was not brought by this flow");
            }
            SyncFile content = receipt.get();
            if (content.state() == SyncState.WAITING || content.state() == SyncState.MOVING) {
                return said(STAY, "is being moved");
            }
            boolean isAsBrought =
                    file.size() == content.bytes() && Proofs.isOf(content, sides.file(finding.path()), file, moved);
            return isAsBrought ? removal(file, content) : said(STAY, "was changed since this flow brought it");
        }

        Decision said(String what, String why) {
            return new Decision(new SettledFinding(finding.id(), what, null, null, why), null, null);
        }

        private Decision removal(FileIdentity file, SyncFile content) {
            String elsewhere = sides.isUp() ? content.target() : sides.sourceOf(content.path());
            String why = sides.isUp() ? "is at its target" : "is as this flow brought it";
            return new Decision(
                    new SettledFinding(finding.id(), REMOVE, elsewhere, content.proof(), why), file, content);
        }
    }
}
