package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SceneFlow.KEPT_A_WEEK;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.failure.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects whose keys leave little room for what the quarantine puts before them. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class LongQuarantineNamesTest {

    private static final int SMALL = 1000;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    /** The longest of all; one that is cut where only dots are left of its name; one that is cut inside a character. */
    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "\uD83D\uDCF7"})
    void areKeptUnderTheirBeginnings(String end) {
        String path = pathOf(end);
        scene.put("in/" + path, bytes(SMALL, 1));
        scene.put("in/" + path.substring(0, path.length() - 1) + "y", bytes(SMALL, 2));

        new SceneFlow(scene, "in").playAndClose(KEPT_A_WEEK);

        assertThat(scene.objects()).isEmpty();
        assertThat(scene.life("in", path).get(0).state()).isEqualTo(SyncState.MOVED);
        assertThat(scene.keysAside().stream().map(scene::object))
                .containsExactlyInAnyOrder(bytes(SMALL, 1), bytes(SMALL, 2));
        assertThat(scene.keysAside())
                .allMatch(key -> ObjectAddress.lengthOf(key) <= ObjectAddress.LONGEST_KEY)
                .allMatch(key -> key.matches("in/.longshore-trash/[0-9-]+/f[0-9]+/a{200}/.*[^./]"))
                .anyMatch(key ->
                        String.valueOf(scene.life("in", path).get(0).why()).contains(key));
        scene.age("in", "8 days");
        new SceneFlow(scene, "in").playAndClose(KEPT_A_WEEK);
        assertThat(scene.keysAside()).isEmpty();
    }

    @Test
    void stayWithAWordWhereThereIsNoRoomAtAll() {
        String path = "a.txt";
        scene.put("in/" + path, bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        scene.play(taker, "in");
        Flow flow = belowALongPrefix();
        ObjectAddress source = flow.objectOf(path);
        scene.put(source.key(), bytes(SMALL, 1));

        try (Stores stores = scene.stores()) {
            DownSources sources = new DownSources(flow, stores);
            SyncFile known = scene.life("in", path).get(0);
            ApplicationFailure failure = SyncTaker.failing(() -> sources.remove(known));

            assertThat(failure.getType()).isEqualTo(FailureType.UNSAFE_NAME.name());
            assertThat(failure.getOriginalMessage()).contains(source.toString(), "quarantine to 0s");
            assertThat(sources.keptAt(known)).isEmpty();
        }
        assertThat(scene.object(source.key())).isEqualTo(bytes(SMALL, 1));
    }

    private Flow belowALongPrefix() {
        ObjectAddress place = ObjectAddress.parse(scene.properties(true).place());
        String prefix = ("b".repeat(199) + "/").repeat(5);
        return new Flow(
                "host",
                "long",
                Direction.DOWN,
                Path.of("/nowhere"),
                place.withKey(prefix),
                true,
                new Names(List.of(), List.of()),
                Duration.ZERO,
                null,
                new FlowRules(Duration.ofDays(7), null, false, null));
    }

    /** As long as keys may be, of folders with names of 200 bytes, and of this end again and again. */
    private static String pathOf(String end) {
        String folders = ("a".repeat(200) + "/").repeat(4);
        int room = ObjectAddress.LONGEST_KEY - "in/".length() - folders.length();
        String filled = end.repeat(room / ObjectAddress.lengthOf(end) - 1);
        return folders + filled + "z".repeat(room - ObjectAddress.lengthOf(filled));
    }
}
