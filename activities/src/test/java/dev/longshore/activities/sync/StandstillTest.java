package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.files.FileSink;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file, name or answer that cannot be mended keeps no other from being moved. */
@Timeout(120)
@ExtendWith(SyncScenes.class)
class StandstillTest {

    private static final int SMALL = 1000;
    private static final int GOOD = 20;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    /** Of objects of another owner, whose bytes are lost, or whose bytes always break off. */
    static Stream<Fault> faults() {
        return Stream.of(new Fault.Refuse(403), new Fault.Refuse(500), new Fault.CutAnswer(0));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void objectsThatGiveNoBytesKeepNoOthersFromBeingMoved(Fault fault) {
        for (int number = 0; number < 12; number++) {
            scene.put("in/0bad" + number, bytes(SMALL, number));
        }
        putGood();
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        scene.spoil(request -> isRead(request, "/in/0bad"), fault);

        assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 99)).getType())
                .isIn("UNAVAILABLE", "ACCESS_DENIED");

        assertThat(goodOnes()).isEqualTo(GOOD);
        scene.mend();
        scene.move(taker, pass);
        assertThat(scene.objects()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anObjectThatGivesNoBytesFailsAloneInTheEnd(Fault fault) {
        scene.put("in/0bad", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        scene.spoil(request -> isRead(request, "/in/0bad"), fault);

        for (int attempt = 1; attempt < Suspects.TRIES; attempt++) {
            SyncTaker.failing(() -> taker.steps().move(pass, 0, 99));
        }
        scene.move(taker, pass);

        assertThat(scene.life("in", "0bad").get(0).state()).isEqualTo(SyncState.FAILED);
        assertThat(scene.life("in", "0bad").get(0).why()).contains("5 times, while the store answered otherwise");
        assertThat(scene.objects()).containsOnlyKeys("in/0bad");
    }

    @Test
    void aNameThatMakesTheStoreStumbleKeepsNoOthersFromBeingMoved() {
        scene.write("out/0bad", bytes(SMALL, 1));
        scene.write("out/good", bytes(SMALL, 2));
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "out"));
        scene.spoil(request -> scene.isOf(request, "PUT", "out/0bad"), new Fault.Refuse(500));

        SyncTaker.failing(() -> taker.steps().move(pass, 0, 99));

        assertThat(scene.objects()).containsOnlyKeys("out/good");
        assertThat(scene.files()).containsOnlyKeys("out/0bad");
    }

    @Test
    void noFileIsBlamedWhileTheStoreIsAway() {
        scene.put("in/a", bytes(SMALL, 1));
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        scene.spoil(request -> true, new Fault.Refuse(500));

        for (int attempt = 0; attempt <= Suspects.TRIES; attempt++) {
            SyncTaker.failing(() -> taker.steps().move(pass, 0, 99));
        }

        assertThat(scene.life("in", "a").get(0).endedAt()).isNull();
        scene.mend();
        scene.move(taker, pass);
        assertThat(scene.files()).containsOnlyKeys("in/a");
    }

    @Test
    void aLinkToADiskThatIsAwayKeepsNoOthersFromBeingMoved() throws IOException {
        scene.put("in/0link/a", bytes(SMALL, 1));
        putGood();
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        Files.createSymbolicLink(scene.file("in/0link"), Path.of("/mnt/not-mounted"));

        scene.move(taker, pass);

        assertThat(goodOnes()).isEqualTo(GOOD);
        assertThat(scene.objects()).containsOnlyKeys("in/0link/a");
        assertThat(scene.life("in", "0link/a").get(0).why()).contains("is in the way");
    }

    @Test
    void aFileAsideWhoseFolderIsAFileByNowKeepsNoFlowFromItsWork() throws IOException {
        scene.write("out/d/a.txt", bytes(SMALL, 1));
        SceneFlow out = new SceneFlow(scene, "out");
        out.abandon(out.breakOff(When.BEFORE_REMOVAL, known -> {
            scene.replace("out/d/a.txt", bytes(SMALL, 2));
            SceneFiles.move(scene.file("out/d/a.txt"), scene.file("out/.longshore-trash/f" + known.id()));
        }));
        Files.delete(scene.file("out/d"));
        scene.write("out/d", bytes(SMALL, 3));
        scene.write("out/other", bytes(SMALL, 4));
        scene.spoil(request -> scene.isOf(request, "PUT", "out/d"), new Fault.Refuse(500)); // so that it stays
        SyncTaker taker = scene.taker();

        SyncTaker.failing(() -> scene.play(taker, "out"));

        assertThat(scene.objects()).containsOnlyKeys("out/d/a.txt", "out/other");
        assertThat(scene.files().values())
                .as("what was not verified stays")
                .containsExactlyInAnyOrder(bytes(SMALL, 2), bytes(SMALL, 3));
    }

    @Test
    void aDownloadThatAnotherAttemptWritesKeepsNoOthersFromBeingMoved() throws IOException {
        scene.put("in/0held", bytes(SMALL, 1));
        putGood();
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        String identity = scene.life("in", "0held").get(0).identity();

        try (FileSink another = FileSink.open(scene.file("in/0held"), identity)) {
            for (int attempt = 0; attempt <= Suspects.TRIES; attempt++) {
                assertThat(SyncTaker.failing(() -> taker.steps().move(pass, 0, 99))
                                .getOriginalMessage())
                        .contains("0held waits");
            }
            assertThat(another.held()).isZero();
        }

        assertThat(goodOnes()).isEqualTo(GOOD);
        scene.move(taker, pass);
        assertThat(scene.objects()).isEmpty();
        assertThat(scene.file("in/0held")).hasBinaryContent(bytes(SMALL, 1));
    }

    @Test
    void aDownloadThatHasNoRoomKeepsNoOthersFromBeingMoved() {
        byte[] large = bytes((int) DiskRoom.LARGE, 1);
        scene.put("in/0large", large);
        putGood();
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        taker.leaveFree(large.length - 1);

        ApplicationFailure said = SyncTaker.failing(() -> taker.steps().move(pass, 0, 99));

        assertThat(said.getOriginalMessage()).contains("0large waits: no room for " + large.length);
        assertThat(said.isNonRetryable()).isFalse();
        assertThat(goodOnes()).isEqualTo(GOOD);
        assertThat(scene.files()).as("nothing of it is written").hasSize(GOOD);
        taker.leaveFree(large.length);
        scene.move(taker, pass);
        assertThat(scene.file("in/0large")).hasBinaryContent(large);
    }

    /** Two halves of what fits alone would keep each other from ending for ever. */
    @Test
    void whatThereIsOfADownloadGoesIfThereIsNoRoomForTheRest() throws IOException {
        byte[] large = bytes((int) DiskRoom.LARGE + 1, 1);
        scene.put("in/large", large);
        SyncTaker taker = scene.taker();
        Run pass = scene.pass(taker, scene.start(taker, "in"));
        String identity = scene.life("in", "large").get(0).identity();
        try (FileSink half = FileSink.open(scene.file("in/large"), identity)) {
            half.write(ByteBuffer.wrap(large, 0, 1), 0);
        }
        taker.leaveFree(0);

        for (int attempt = 1; attempt < Suspects.TRIES; attempt++) {
            SyncTaker.failing(() -> taker.steps().move(pass, 0, 99));
            assertThat(scene.files()).hasSize(1);
        }
        SyncTaker.failing(() -> taker.steps().move(pass, 0, 99));

        assertThat(scene.files()).isEmpty();
        taker.leaveFree(large.length);
        scene.move(taker, pass);
        assertThat(scene.file("in/large")).hasBinaryContent(large);
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void aListingThatDoesNotGoOnIsWaitedFor() {
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        taker.steps().open(flow);
        scene.spoil(request -> request.query().containsKey("list-type"), new Fault.Answer(200, """
                <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><IsTruncated>true</IsTruncated>\
                <Contents><Key>in/a</Key><LastModified>2026-11-22T00:00:00.000Z</LastModified>\
                <ETag>"d41d8cd98f00b204e9800998ecf8427e"</ETag><Size>0</Size></Contents></ListBucketResult>"""));

        ApplicationFailure said = SyncTaker.failing(() -> taker.steps().awaitWork(flow));

        assertThat(said.getOriginalMessage()).contains("does not go on behind in/a");
        assertThat(said.isNonRetryable()).isFalse();
    }

    @Test
    void aBucketThatIsMissingIsWaitedFor() {
        SyncTaker taker = scene.taker();
        Run flow = scene.start(taker, "in");
        taker.steps().open(flow);
        scene.spoil(
                request -> request.query().containsKey("list-type"),
                new Fault.Answer(404, "<Error><Code>NoSuchBucket</Code><Message>There is none</Message></Error>"));

        ApplicationFailure said = SyncTaker.failing(() -> taker.steps().awaitWork(flow));

        assertThat(said.getType()).isEqualTo("UNAVAILABLE");
        assertThat(said.isNonRetryable()).isFalse();
    }

    private void putGood() {
        for (int number = 0; number < GOOD; number++) {
            scene.put("in/good" + number, bytes(SMALL, 100 + number));
        }
    }

    private long goodOnes() {
        return scene.files().keySet().stream()
                .filter(name -> name.startsWith("in/good"))
                .count();
    }

    private static boolean isRead(PassedRequest request, String path) {
        return request.method().equals("GET") && request.path().contains(path);
    }
}
