package dev.longshore.ledger.sync;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerServer;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.TakenFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real ledger, and phrases about flows. */
final class SyncLedger implements AutoCloseable {

    static final PassLimits LIMITS = new PassLimits(1_000, 1_000_000, 4);

    private final LedgerServer server;
    private final AtomicInteger flows = new AtomicInteger();

    private SyncLedger(LedgerServer server) {
        this.server = server;
    }

    static SyncLedger start() throws IOException {
        return new SyncLedger(LedgerServer.start());
    }

    LedgerServer server() {
        return server;
    }

    Ledger ledger() {
        return server.ledger();
    }

    SyncFlows flows() {
        return ledger().syncFlows();
    }

    SyncFiles files() {
        return ledger().syncFiles();
    }

    SyncPasses passes() {
        return ledger().syncPasses();
    }

    SyncMoves moves() {
        return ledger().syncMoves();
    }

    /** A flow under a new name, from a folder to a bucket, whose job was never started. */
    SyncFlow aFlow() {
        String name = "flow" + flows.incrementAndGet();
        return flows().announce(
                        List.of(new NewFlow("host", name, Direction.UP, "/data/" + name, "s3://storage/" + name + "/")))
                .get(0);
    }

    /** As above, in the hands of a run whose epoch is 1. */
    SyncFlow aRunningFlow() {
        SyncFlow flow = aFlow();
        flows().start(flow, "{\"flow\": \"" + flow.name() + "\"}", "somebody");
        begun(flow.jobId());
        return flow;
    }

    /** One in which these wait. */
    SyncFlow aFlowOf(String... paths) {
        SyncFlow flow = aRunningFlow();
        seen(flow, "first", paths);
        return flow;
    }

    /** Each of 10 bytes. */
    List<SeenFile> seen(SyncFlow flow, String identity, String... paths) {
        return files().seen(
                        flow.id(),
                        Stream.of(paths)
                                .map(path -> new SeenFile(path, identity, 10))
                                .toList());
    }

    NewPass aPassOf(SyncFlow flow) {
        return passes().next(flow, 1, LIMITS, path -> true).orElseThrow();
    }

    Job begun(String jobId) {
        return ledger().runs().begin(jobId, ledger().jobs().takeEpoch(jobId).orElseThrow());
    }

    /** All files of the pass that can be had. */
    List<TakenFile> taken(NewPass pass) {
        return taken(pass, 1);
    }

    List<TakenFile> taken(NewPass pass, long epoch) {
        return ledger().files().take(new JobPage(pass.jobId(), epoch, 0, pass.files() - 1), Only.ALL);
    }

    /** One file, also if somebody has it. */
    TakenFile takenAlone(NewPass pass, long ordinal) {
        return ledger().files()
                .take(new JobPage(pass.jobId(), 1, ordinal, ordinal), Only.ALL)
                .get(0);
    }

    /** Takers vanish without a word until nobody gets it any more. */
    void vanishWith(NewPass pass) {
        List<TakenFile> taken = taken(pass);
        while (!taken.isEmpty()) {
            taken = taken(pass);
        }
    }

    /** The first of them ends so. */
    void end(List<TakenFile> taken, SyncState state, @Nullable String why) {
        TakenFile file = taken.get(0);
        moves().ended(file.jobId(), List.of(new MoveEnd(file, state, why)));
    }

    /** They are verified, and then end so. */
    void verifyAndEnd(List<TakenFile> taken, SyncState state) {
        moves().verified(taken.get(0).jobId(), receipts(taken));
        endAll(taken, state);
    }

    void endAll(List<TakenFile> taken, SyncState state) {
        moves().ended(
                        taken.get(0).jobId(),
                        taken.stream()
                                .map(file -> new MoveEnd(file, state, null))
                                .toList());
    }

    static List<Receipt> receipts(List<TakenFile> taken) {
        return taken.stream()
                .map(file -> new Receipt(file, file.target(), "md5 of " + file.ordinal()))
                .toList();
    }

    /** How its run ends; if it failed, with a defect. */
    void close(NewPass pass, JobState state) {
        Failure failure = state == JobState.FAILED ? new Failure("DEFECT", "something is wrong") : null;
        ledger().runs().close(pass.jobId(), 1, new Ending(state, null, failure));
    }

    /** The newest content under the name. */
    SyncFile newest(SyncFlow flow, String path) {
        List<SyncFile> life = files().lifeOf(flow.id(), path);
        return life.get(life.size() - 1);
    }

    List<SyncState> statesOf(SyncFlow flow, String path) {
        return files().lifeOf(flow.id(), path).stream().map(SyncFile::state).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
