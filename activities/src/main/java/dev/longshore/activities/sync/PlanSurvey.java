package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SettledFinding;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.files.FileIdentity;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Says what a flow would do with what is under a name of its source now. */
final class PlanSurvey implements Survey {

    /** It is copied, verified, and removed if the flow removes its sources. */
    static final String MOVE = "move";
    /** It was moved, and its flow keeps sources. */
    static final String KEEP = "keep";
    /** It is not finished yet, or failed and is tried again later. */
    static final String WAIT = "wait";
    /** No flow moves it. */
    static final String LEAVE = "leave";
    /** It was there when it was listed. */
    static final String GONE = "gone";

    private final Sides sides;
    private final Set<Path> written;
    private final Instant now;

    /** @param written what somebody has open for writing */
    PlanSurvey(Sides sides, Set<Path> written, Instant now) {
        this.sides = sides;
        this.written = written;
        this.now = now;
    }

    @Override
    public Collection<String> namesOf(SyncFinding finding) {
        return List.of(finding.path());
    }

    @Override
    public SettledFinding settle(SyncFinding finding, Map<String, List<SyncFile>> lives, LongConsumer moved) {
        Look look = new Look(finding, moved);
        Optional<SyncFile> newest = Sides.newest(finding.path(), lives)
                .filter(content -> sides.sourceIn(finding)
                        .filter(content.identity()::equals)
                        .isPresent());
        if (newest.isPresent()) {
            Optional<SettledFinding> known = look.known(newest.get());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return sides.isUp() ? look.up() : look.down();
    }

    /** At one name. */
    private final class Look {

        private final SyncFinding finding;
        private final String path;
        private final LongConsumer moved;

        Look(SyncFinding finding, LongConsumer moved) {
            this.finding = finding;
            this.path = finding.path();
            this.moved = moved;
        }

        /** Empty if it is to be moved as if it was never seen. */
        Optional<SettledFinding> known(SyncFile content) {
            return switch (content.state()) {
                case KEPT ->
                    Optional.of(said(KEEP, content.target(), content.proof(), "was moved; its flow keeps sources"));
                case FAILED ->
                    Optional.of(said(WAIT, null, null, "failed, and is tried again later: " + content.why()));
                default -> Optional.empty();
            };
        }

        SettledFinding up() {
            Path file = sides.file(path);
            Optional<FileIdentity> there = sides.fileAt(path);
            if (there.isEmpty()) {
                return said(GONE, null, null, "is gone by now");
            }
            Duration still = Duration.between(Objects.requireNonNull(finding.touched()), now);
            if (!Identities.text(there.get()).equals(finding.file())
                    || still.compareTo(sides.flow().settle()) < 0) {
                return said(WAIT, null, null, "was touched just now, and must stand still first");
            }
            if (written.contains(file)) {
                return said(WAIT, null, null, "somebody has it open for writing");
            }
            return Files.isReadable(file)
                    ? goesTo(there.get(), null)
                    : said(LEAVE, null, null, "may not be read by this user");
        }

        SettledFinding down() {
            return sides.objectIn(finding)
                    .map(object -> goesTo(null, object))
                    .orElseGet(() -> said(GONE, null, null, "is gone by now"));
        }

        /** One of the two is the source. */
        private SettledFinding goesTo(@Nullable FileIdentity file, @Nullable ObjectPin object) {
            String then = sides.flow().deletesSource() ? "then its source is removed" : "its source stays";
            for (int number = 0; number < Suffixes.MOST; number++) {
                String name = Suffixes.of(path, number);
                boolean isFree = file != null ? isFreeAbove(name, number) : isFreeBelow(name);
                if (isFree) {
                    String why = number == 0 ? then : "another content has its name there; " + then;
                    return said(MOVE, sides.targetOf(name), null, why);
                }
                Optional<String> proof =
                        file != null ? sameAbove(name, file) : sameBelow(name, Objects.requireNonNull(object));
                if (proof.isPresent()) {
                    return said(MOVE, sides.targetOf(name), proof.get(), "its content is there already; " + then);
                }
            }
            return said(LEAVE, null, null, Suffixes.MOST + " names like it hold other contents");
        }

        private boolean isFreeAbove(String name, int number) {
            return number == 0 ? finding.object() == null : sides.objectAt(name).isEmpty();
        }

        private boolean isFreeBelow(String name) {
            return Files.notExists(sides.file(name), LinkOption.NOFOLLOW_LINKS);
        }

        private Optional<String> sameAbove(String name, FileIdentity file) {
            return sides.store()
                    .facts(sides.object(name))
                    .map(ObjectFacts::pin)
                    .filter(there -> there.size() == file.size())
                    .flatMap(there ->
                            sides.store().proofOf(there, Proofs.contentOf(sides.file(path), file, moved), moved));
        }

        private Optional<String> sameBelow(String name, ObjectPin object) {
            return sides.fileAt(name)
                    .filter(there -> there.size() == object.size())
                    .flatMap(there ->
                            sides.store().proofOf(object, Proofs.contentOf(sides.file(name), there, moved), moved));
        }

        private SettledFinding said(
                String what, @Nullable String target, @Nullable String proof, @Nullable String why) {
            return new SettledFinding(finding.id(), what, target, proof, why);
        }
    }
}
