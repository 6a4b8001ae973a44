package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SettledFinding;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.files.FileIdentity;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Compares what is under a name on both sides of a flow, and says it with the symbols of rclone. */
final class CheckSurvey implements Survey {

    static final String SAME = "=";
    static final String ONLY_AT_SOURCE = "+";
    static final String ONLY_AT_TARGET = "-";
    static final String DIFFERENT = "*";
    static final String UNREADABLE = "!";

    private final Sides sides;

    CheckSurvey(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Collection<String> namesOf(SyncFinding finding) {
        Set<String> names = new LinkedHashSet<>(List.of(finding.path()));
        names.addAll(Sides.namesBefore(finding.path()));
        return names;
    }

    @Override
    public SettledFinding settle(SyncFinding finding, Map<String, List<SyncFile>> lives, LongConsumer moved) {
        return new Look(finding, lives, moved).settled();
    }

    /** At one name. */
    private final class Look {

        private final SyncFinding finding;
        private final String path;
        private final Map<String, List<SyncFile>> lives;
        private final LongConsumer moved;
        private final Optional<FileIdentity> file;
        private final Optional<ObjectPin> object;

        Look(SyncFinding finding, Map<String, List<SyncFile>> lives, LongConsumer moved) {
            this.finding = finding;
            this.lives = lives;
            this.moved = moved;
            path = finding.path();
            file = sides.fileAt(path);
            object = sides.objectIn(finding).or(() -> sides.objectAt(path));
        }

        SettledFinding settled() {
            boolean isAtSource = sides.isUp() ? file.isPresent() : object.isPresent();
            boolean isAtTarget = sides.isUp() ? object.isPresent() : file.isPresent();
            if (isAtSource) {
                return atSource(isAtTarget);
            }
            return isAtTarget ? onlyAtTarget() : said(SAME, null, null, "was on its way, and is at neither side now");
        }

        private SettledFinding atSource(boolean isAtTarget) {
            Optional<String> proof = isAtTarget ? proofOfBoth() : Optional.empty();
            if (proof.isPresent()) {
                return said(SAME, sides.targetOf(path), proof.get(), null);
            }
            Optional<SyncFile> kept = kept();
            if (kept.isPresent()) {
                return said(SAME, kept.get().target(), kept.get().proof(), null);
            }
            return isAtTarget
                    ? said(DIFFERENT, sides.targetOf(path), null, "both are there, with different contents")
                    : said(ONLY_AT_SOURCE, sides.targetOf(path), null, "is not at the target");
        }

        /** What was moved is only there; if it is there as it was verified, that is as it should be. */
        private SettledFinding onlyAtTarget() {
            Optional<SyncFile> receipt = sides.receiptAt(path, lives)
                    .filter(content -> content.state() == SyncState.MOVED || content.state() == SyncState.REPLACED);
            if (receipt.isEmpty()) {
                return said(ONLY_AT_TARGET, sides.targetOf(path), null, "is not at the source");
            }
            return isHeld(receipt.get())
                    ? said(SAME, sides.targetOf(path), receipt.get().proof(), "moved")
                    : said(
                            DIFFERENT,
                            sides.targetOf(path),
                            null,
                            "is not the content that was verified when it was moved");
        }

        private boolean isHeld(SyncFile receipt) {
            return sides.isUp()
                    ? Proofs.isOf(receipt, object.orElseThrow(), sides.store(), moved)
                    : Proofs.isOf(receipt, sides.file(path), file.orElseThrow(), moved);
        }

        private Optional<String> proofOfBoth() {
            FileIdentity one = file.orElseThrow();
            ObjectPin other = object.orElseThrow();
            if (one.size() != other.size()) {
                return Optional.empty();
            }
            return sides.store().proofOf(other, Proofs.contentOf(sides.file(path), one, moved), moved);
        }

        /** What stays at its source may be at the target under another name, for its own was taken. */
        private Optional<SyncFile> kept() {
            String identity = sides.isUp()
                    ? Identities.text(file.orElseThrow())
                    : sides.sourceIn(finding).orElse("");
            return Sides.newest(path, lives)
                    .filter(content -> content.state() == SyncState.KEPT
                            && content.identity().equals(identity)
                            && !sides.targetOf(path).equals(content.target()))
                    .filter(this::isHeldElsewhere);
        }

        private boolean isHeldElsewhere(SyncFile receipt) {
            String target = String.valueOf(receipt.target());
            if (sides.isUp()) {
                return sides.store()
                        .facts(ObjectAddress.parse(target))
                        .map(ObjectFacts::pin)
                        .filter(there -> Proofs.isOf(receipt, there, sides.store(), moved))
                        .isPresent();
            }
            Path there = Path.of(target);
            return sides.fileAt(sides.flow().folder().relativize(there).toString())
                    .filter(identity -> Proofs.isOf(receipt, there, identity, moved))
                    .isPresent();
        }

        private SettledFinding said(
                String what, @Nullable String target, @Nullable String proof, @Nullable String why) {
            return new SettledFinding(finding.id(), what, target, proof, why);
        }
    }
}
