package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SceneFlow.KEPT_A_WEEK;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.embedded.Fault;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.KeptSource;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.Gate;
import dev.longshore.workflows.failure.FailureType;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of quarantines: of what was put there, of all of it, and of nothing else. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class PurgeTest {

    private static final int SMALL = 1000;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, SMALL + 1})
    void anotherObjectUnderTheKeyOfACopyStays(int size) {
        scene.put("in/a.txt", bytes(SMALL, 1));
        playAndClose("in");
        String key = scene.keysAside().get(0);
        scene.put(key, bytes(size, 2));
        scene.age("in", "8 days");

        playAndClose("in");

        assertThat(scene.object(key)).isEqualTo(bytes(size, 2));
        assertThat(scene.life("in", "a.txt").get(0).why()).contains("until");
    }

    @Test
    void anotherObjectInThePlaceOfOnesOwnStaysIfItsSizeIsAnother() {
        scene.putInParts("in/a.txt", bytes(SyncScene.PART, 1), bytes(17, 2));
        playAndClose("in");
        String key = scene.keysAside().get(0);
        scene.put(key, bytes(SMALL, 2));
        scene.age("in", "8 days");

        playAndClose("in");

        assertThat(scene.object(key)).isEqualTo(bytes(SMALL, 2));
    }

    @Test
    void anObjectThatIsRefusedKeepsNoOtherInItsQuarantine() {
        List.of("a", "b", "c").forEach(name -> scene.put("in/" + name, bytes(SMALL, name.charAt(0))));
        playAndClose("in");
        scene.age("in", "8 days");
        String denied = "<Error><Code>AccessDenied</Code><Message>a lock holds it</Message></Error>";
        scene.spoil(
                request -> request.method().equals("DELETE") && request.path().endsWith("/a"),
                new Fault.Answer(403, denied));

        playAndClose("in");

        assertThat(scene.keysAside()).singleElement().asString().endsWith("/a");
        scene.mend();
        playAndClose("in");
        assertThat(scene.keysAside()).isEmpty();
    }

    @Test
    void howeverManyAreRefusedAllOthersGetTheirTurn() {
        keep(IntStream.range(0, 110).mapToObj(number -> "refused-" + number).toList(), List.of("a", "b"));
        List<String> purged = new ArrayList<>();
        SyncTaker taker = taker();
        Purge purge = taker.purge("out", new PurgingMover(kept -> {
            if (kept.place().contains("refused")) {
                throw new UncheckedIOException(new AccessDeniedException(kept.place()));
            }
            purged.add(kept.place());
        }));

        purge.purge(() -> {});
        assertThat(purged).as("a hundred at a time").isEmpty();
        purge.purge(() -> {});
        purge.purge(() -> {});

        assertThat(purged).hasSize(2);
    }

    @Test
    void whatWasRefusedIsTriedAgainAfterAWhile() {
        keep(List.of("refused"));
        List<String> asked = new ArrayList<>();
        SyncTaker taker = taker();
        Purge purge = taker.purge("out", new PurgingMover(kept -> {
            asked.add(kept.place());
            throw new UncheckedIOException(new AccessDeniedException(kept.place()));
        }));

        purge.purge(() -> {});
        purge.purge(() -> {});
        assertThat(asked).hasSize(1);
        taker.goAhead(Duration.ofMinutes(2));
        purge.purge(() -> {});

        assertThat(asked).hasSize(2);
    }

    @Test
    void aStoreThatIsAwayIsNotAskedForEachOne() {
        keep(List.of("a", "b", "c"));
        List<String> asked = new ArrayList<>();
        SyncTaker taker = taker();
        Purge purge = taker.purge("out", new PurgingMover(kept -> {
            asked.add(kept.place());
            throw FailureType.UNAVAILABLE.because("the store is away");
        }));

        purge.purge(() -> {});
        assertThat(asked).hasSize(1);
        taker.goAhead(Duration.ofMinutes(2));
        purge.purge(() -> {});

        assertThat(asked).as("behind the one that may have been at fault").doesNotHaveDuplicates();
        assertThat(asked).hasSize(2);
    }

    /** Files that were moved one list after the other, and whose quarantine is over. */
    @SafeVarargs
    private void keep(List<String>... lists) {
        for (List<String> names : lists) {
            names.forEach(name -> scene.write("out/" + name, bytes(10, name.hashCode())));
            playAndClose("out");
        }
        scene.age("out", "8 days");
    }

    private void playAndClose(String flow) {
        new SceneFlow(scene, flow).playAndClose(KEPT_A_WEEK);
    }

    private SyncTaker taker() {
        return scene.taker(KEPT_A_WEEK, null);
    }

    /** Ends quarantines, and nothing else. */
    private record PurgingMover(Consumer<KeptSource> end) implements Mover {

        @Override
        public void purge(KeptSource kept) {
            end.accept(kept);
        }

        @Override
        public Receipt copy(TakenFile file, SyncFile known, Pulse pulse, Runnable folder) {
            throw new AssertionError();
        }

        @Override
        public Optional<Receipt> copied(TakenFile file, SyncFile known, List<SyncFile> former, Pulse pulse) {
            throw new AssertionError();
        }

        @Override
        public Removals removals() {
            throw new AssertionError();
        }

        @Override
        public Gate gateOf(SyncFile known) {
            throw new AssertionError();
        }

        @Override
        public Gate gateOfRemovals() {
            throw new AssertionError();
        }
    }
}
