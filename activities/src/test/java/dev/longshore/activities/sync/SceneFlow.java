package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.sync.BreakingMover.When;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.storage.files.FileIdentity;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** One flow of a scene: what is known of its files, and workers that vanish in the middle of it. */
record SceneFlow(SyncScene scene, String name) {

    /** Sources stay in the quarantine for so long. */
    static final SyncRulesProperties KEPT_A_WEEK = new SyncRulesProperties(Duration.ofDays(7), "off", null);

    /** A pass whose worker is gone. */
    record BrokenOff(SyncTaker victim, Run flow, Run pass) {}

    /** By a worker of these rules, of which nothing is left running. */
    void playAndClose(SyncRulesProperties rules) {
        try (SyncTaker taker = scene.taker(rules, null)) {
            scene.play(taker, name);
        }
    }

    /** A worker takes a pass of the flow and vanishes there, after doing that. */
    BrokenOff breakOff(When when, Consumer<SyncFile> last) {
        return breakOff(scene.taker(BreakingMover.at(when, known -> {
            last.accept(known);
            throw new SyncTaker.Vanished();
        })));
    }

    /** By a worker that vanishes somewhere. */
    BrokenOff breakOff(SyncTaker victim) {
        Run flow = scene.start(victim, name);
        Run pass = scene.pass(victim, flow);
        SyncTaker.vanishing(() -> victim.steps().move(pass, 0, 9));
        return new BrokenOff(victim, flow, pass);
    }

    BrokenOff breakOff(When when) {
        return breakOff(when, known -> {});
    }

    /** Nobody will ever go on with it. */
    void abandon(BrokenOff left) {
        left.victim().close();
        scene.cancel(left.pass());
        scene.cancel(left.flow());
    }

    void goOn(BrokenOff left) {
        goOn(left.victim(), left.flow(), left.pass());
    }

    /** Another worker of the same host. */
    void goOn(SyncTaker before, Run flow, Run pass) {
        goOn(before, scene.taker(), new Runs(flow, pass));
    }

    /** What is to be gone on with. */
    record Runs(Run flow, Run pass) {}

    void goOn(SyncTaker before, SyncTaker next, Runs runs) {
        before.close();
        scene.move(next, runs.pass());
        next.steps().open(runs.flow());
        scene.goOn(next, runs.flow());
    }

    /** By a worker that clears up before anything is handed out. */
    void sweepAndPlay(SyncTaker next) {
        assertThat(next.sweep(name)).isTrue();
        scene.play(next, name);
    }

    /** As by a look at the folder before anything is handed out. */
    void see(String path) throws IOException {
        FileIdentity now = FileIdentity.of(scene.file(name + "/" + path)).orElseThrow();
        SeenFile seen = new SeenFile(path, Identities.text(now), now.size());
        assertThat(scene.ledger().syncFiles().seen(scene.known(name).id(), List.of(seen)))
                .isEmpty();
    }

    /** By a worker that vanishes right afterwards. */
    void writeReceipts(Run pass) {
        String place = scene.known(name).place();
        List<Receipt> receipts = vanishWith(pass).stream()
                .map(file -> new Receipt(file, place + lastOf(file.source()), "md5:of-then"))
                .toList();
        scene.ledger().syncMoves().verified(pass.jobId(), receipts);
    }

    /** A worker takes all of it, and is killed. */
    List<TakenFile> vanishWith(Run pass) {
        return scene.ledger().files().take(new JobPage(pass.jobId(), pass.epoch(), 0, 9), Only.ALL);
    }

    /** As if somebody had ended pass and flow; what was taken waits again. */
    void cancel(BrokenOff left) {
        scene.cancel(left.pass());
        scene.cancel(left.flow());
        assertThat(scene.ledger().syncPasses().underWay(scene.known(name))).isZero();
        left.victim().close();
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    List<SyncFile> life(String path) {
        return scene.life(name, path);
    }

    /** Of a name that had one content. */
    SyncFile only(String path) {
        List<SyncFile> life = life(path);
        assertThat(life).hasSize(1);
        return life.get(0);
    }

    /** That the one content of the name has a receipt which is no younger than the end of its source. */
    void assertReceipt(String path) {
        SyncFile file = only(path);
        assertThat(file.state()).isEqualTo(SyncState.MOVED);
        assertThat(Objects.requireNonNull(file.verifiedAt())).isBeforeOrEqualTo(file.endedAt());
    }

    /** That this content is all there is, and in the bucket. */
    void assertIsUp(String path, byte[] content) {
        assertThat(scene.files()).isEmpty();
        assertThat(scene.objects()).containsOnlyKeys(name + "/" + path);
        assertThat(scene.object(name + "/" + path)).isEqualTo(content);
        assertThat(scene.uploadsLeft()).isEmpty();
        assertReceipt(path);
    }

    /** The same in the folder. */
    void assertIsDown(String path, byte[] content) {
        assertThat(scene.objects()).isEmpty();
        assertThat(scene.files()).containsOnlyKeys(name + "/" + path);
        assertThat(scene.file(name + "/" + path)).hasBinaryContent(content);
        assertReceipt(path);
    }
}
