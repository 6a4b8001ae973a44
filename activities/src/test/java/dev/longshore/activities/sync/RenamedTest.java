package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.PART;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A content that is renamed while it is moved is at its target once. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class RenamedTest {

    private static final int BIG = 2 * PART + 17;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    static Stream<Arguments> moments() {
        return Stream.of(0, 1000, BIG)
                .flatMap(size -> Stream.of(When.AFTER_COPY, When.BEFORE_REMOVAL).map(when -> Arguments.of(size, when)));
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @MethodSource("moments")
    void afterItWasSentItKeepsTheNameThatItHad(int size, When when) {
        scene.write("out/a.txt", bytes(size, 1));
        SyncTaker taker = renaming(when, known -> {});

        scene.play(taker, "out");
        scene.play(taker, "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(scene.object("out/a.txt")).isEqualTo(bytes(size, 1));
        SyncFile renamed = last("b.txt");
        assertThat(renamed.state()).isEqualTo(SyncState.MOVED);
        assertThat(renamed.target()).endsWith("out/a.txt");
        assertThat(Objects.requireNonNull(renamed.verifiedAt())).isBeforeOrEqualTo(renamed.endedAt());
        assertThat(last("a.txt").why()).contains("gone before it was removed");
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @MethodSource("moments")
    void evenIfTheWorkerVanishedRightThen(int size, When when) {
        scene.write("out/a.txt", bytes(size, 1));
        SyncTaker victim = renaming(when, known -> {
            throw new SyncTaker.Vanished();
        });
        Run flow = scene.start(victim, "out");
        Run pass = scene.pass(victim, flow);
        SyncTaker.vanishing(() -> victim.steps().move(pass, 0, 9));
        victim.close();

        SyncTaker next = scene.taker();
        scene.move(next, pass);
        next.steps().open(flow);
        scene.goOn(next, flow);

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt");
        assertThat(last("b.txt").target()).endsWith("out/a.txt");
    }

    @Test
    void beforeItIsSentItGetsItsNewName() {
        scene.write("out/a.txt", bytes(1000, 1));
        SyncTaker taker = renaming(When.BEFORE_COPY, known -> {});

        scene.play(taker, "out");
        scene.play(taker, "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/b.txt");
        assertThat(last("a.txt").state()).isEqualTo(SyncState.GONE);
    }

    @Test
    void twoNamesOfOneFileAreTwoFiles() throws IOException {
        Path one = scene.write("out/a.txt", bytes(1000, 1));
        Files.createLink(scene.file("out/b.txt"), one);

        scene.play(scene.taker(), "out");

        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys("out/a.txt", "out/b.txt");
    }

    /** Renames the first file that it meets at the point given, and then does this too. */
    private SyncTaker renaming(When when, Consumer<SyncFile> then) {
        AtomicBoolean renamed = new AtomicBoolean();
        return scene.taker(BreakingMover.at(when, known -> {
            if (renamed.compareAndSet(false, true)) {
                rename();
                then.accept(known);
            }
        }));
    }

    private void rename() {
        try {
            Files.move(scene.file("out/a.txt"), scene.file("out/b.txt"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private SyncFile last(String path) {
        List<SyncFile> life = scene.life("out", path);
        return life.get(life.size() - 1);
    }
}
