package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.archive.Victim.Moment;
import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.NewFile;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.StoredPartRow;
import dev.longshore.workflows.control.Run;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ends a worker right before and right after each call that a job makes to the store, and has another go on. The worker is
 * a thread that is never heard of again: what the store, the ledger and the next worker see of it is what they see of a
 * process that is killed. {@code KilledAtACallTest} of {@code local-app} kills real ones. Takes some of the calls, by seed;
 * {@code mvn -Plong} takes all of them.
 */
@ExtendWith(ArchiveScenes.class)
class KillAtEachCallTest {

    private static final String TEMPORARY = "/longshore-temporary/";
    private static final boolean ALL = Boolean.getBoolean("longshore.long");
    private static final int SAMPLE = 10;
    private static final String[] KEYS = {"first", "read", "small", "summed", "last"};

    private final String jobId = "archive:" + UUID.randomUUID();
    private ArchiveScene scene;
    private Taker survivor;
    private CountingProxy line;
    private byte[] undisturbed = {};

    /** At which call of a job, the first is 1, a worker ends. */
    private record Kill(int call, Moment moment, String what) {

        /** No more than the part that was in flight, and nothing if the store held that one. */
        long mostSentAgain() {
            boolean isPart = what.startsWith("PUT /target/a.zip") || what.contains("/job/stage-");
            boolean isHeld = moment == Moment.AFTER && isPart;
            return isHeld ? 0 : 2L * PART;
        }

        String name() {
            return moment.name().toLowerCase(Locale.ROOT) + " call " + call + ", " + what;
        }
    }

    private interface Case {
        void test(Kill kill) throws SQLException;
    }

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("first", 33);
        scene.put("read", 2 * PART + MIB);
        scene.put("small", 1000);
        scene.putWithChecksum("summed", 2 * PART + MIB);
        scene.put("last", MIB);
        scene.play(scene.copyingTaker(), scene.aRun(new Wish().exists("replace"), KEYS))
                .toTheEnd(); // asks the store what it can do
        scene.removeTarget("a.zip");
        line = scene.anotherLine();
        survivor = scene.orderlyTaker(line);
    }

    @AfterEach
    void leave() {
        survivor.close();
        line.close();
    }

    @TestFactory
    Stream<DynamicTest> aJobWithGluedPartsGoesOnWhereverItsWorkerEnds() throws SQLException {
        Wish wish = new Wish().plan("fewest-bytes").withManifest();
        List<Kill> kills = killsOf(wish, PartKind.GLUED);
        return tests(kills, kill -> goesOn(wish, kill));
    }

    @TestFactory
    Stream<DynamicTest> aJobWithBorrowedBytesGoesOnWhereverItsWorkerEnds() throws SQLException {
        Wish wish = new Wish().plan("auto").withManifest();
        List<Kill> kills = killsOf(wish, PartKind.COPY);
        return tests(kills, kill -> goesOn(wish, kill));
    }

    @TestFactory
    Stream<DynamicTest> aJobThatIsCancelledWhereverItsWorkerEndsLeavesNothing() throws SQLException {
        Wish wish = new Wish().plan("fewest-bytes").withManifest();
        List<Kill> kills = killsOf(wish, PartKind.GLUED);
        return tests(kills, kill -> leavesNothing(wish, kill));
    }

    @TestFactory
    Stream<DynamicTest> aJobOfTwoStagesGoesOnWhereverItsWorkerEnds() throws SQLException {
        Wish wish = new Wish().plan("fewest-bytes").withManifest();
        List<Kill> kills = killsByStages(wish);
        return tests(kills, kill -> goesOn(wish, kill));
    }

    @TestFactory
    Stream<DynamicTest> aJobOfTwoStagesThatIsCancelledWhereverItsWorkerEndsLeavesNothing() throws SQLException {
        Wish wish = new Wish().plan("fewest-bytes").withManifest();
        List<Kill> kills = killsByStages(wish);
        return tests(kills, kill -> leavesNothing(wish, kill));
    }

    private List<Kill> killsByStages(Wish wish) throws SQLException {
        scene.limit(3, 20L * MIB);
        survivor.close();
        survivor = scene.orderlyTaker(line);
        List<Kill> kills = killsOf(wish, PartKind.GLUED);
        assertThat(scene.ledger().archiveStages().of(jobId)).hasSize(2);
        return kills;
    }

    private Stream<DynamicTest> tests(List<Kill> kills, Case each) {
        List<Kill> taken = new ArrayList<>(kills);
        if (!ALL) {
            Collections.shuffle(taken, new Random(kills.size()));
            taken = taken.subList(0, Math.min(SAMPLE, taken.size()));
        }
        return taken.stream().map(kill -> DynamicTest.dynamicTest(kill.name(), () -> each.test(kill)));
    }

    /** All of them, from an undisturbed job, which must have parts of this kind. */
    private List<Kill> killsOf(Wish wish, PartKind kind) throws SQLException {
        Run run = newJob(wish);
        new Relay(scene, run).goOn(survivor);
        undisturbed = scene.archive().bytes();
        assertThat(scene.ledger().archiveParts().stored(jobId))
                .extracting(StoredPartRow::kind)
                .contains(kind, PartKind.SEAM);
        List<Kill> kills = new ArrayList<>();
        for (PassedExchange exchange : line.exchanges()) {
            int call = kills.size() / 2 + 1;
            for (Moment moment : Moment.values()) {
                kills.add(new Kill(call, moment, nameOf(exchange.request())));
            }
        }
        return kills;
    }

    private Run newJob(Wish wish) throws SQLException {
        scene.removeTarget("a.zip");
        line.forget();
        List<NewFile> files = Stream.of(KEYS).map(key -> scene.aFile(key, null)).toList();
        return scene.aRunInsteadOf(jobId, wish, files);
    }

    private void goesOn(Wish wish, Kill kill) throws SQLException {
        Run run = newJob(wish);
        Relay relay = new Relay(scene, run);
        try (Victim victim = new Victim(scene, kill.call(), kill.moment(), relay::goOn)) {
            victim.awaitEnd();
            relay.goOnTryingAgain(survivor);
            requireDone(run);
            requireNothingLeft();
            List<PassedExchange> all = Stream.concat(victim.exchanges().stream(), line.exchanges().stream())
                    .toList();
            requireNoHeldPartSentAgain(all);
            assertThat(scene.ledger().archivePlans().bytesSentAgain(jobId)).isBetween(0L, kill.mostSentAgain());
        }
    }

    private void leavesNothing(Wish wish, Kill kill) throws SQLException {
        Run run = newJob(wish);
        Relay relay = new Relay(scene, run);
        try (Victim victim = new Victim(scene, kill.call(), kill.moment(), relay::goOn)) {
            victim.awaitEnd();
            if (!relay.canBeCancelled()) {
                relay.goOnTryingAgain(survivor);
                requireDone(run);
                return;
            }
            survivor.steps().cleanUp(run);
            assertThat(scene.targets()).isEmpty();
            requireNothingLeft();
        }
    }

    private void requireDone(Run run) {
        Job job = scene.job(run);
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(scene.files(run)).extracting(JobFile::state).containsOnly(FileState.DONE);
        assertThat(scene.archive().bytes()).isEqualTo(undisturbed);
        assertThat(scene.targets()).containsExactly("a.zip");
    }

    private void requireNothingLeft() {
        assertThat(scene.uploadsLeft()).isEmpty();
        assertThat(scene.targets()).noneMatch(key -> key.startsWith(TEMPORARY.substring(1)));
        assertThat(scene.ledger().archivePlans().leftovers(jobId)).isEmpty();
    }

    private static void requireNoHeldPartSentAgain(List<PassedExchange> all) {
        Set<String> held = new HashSet<>();
        for (PassedExchange exchange : all) {
            if (isSent(exchange.request())) {
                String part = nameOf(exchange.request());
                assertThat(held).as("parts that the store held before").doesNotContain(part);
                if (exchange.status() == 200) {
                    held.add(part);
                }
            }
        }
    }

    private static boolean isSent(PassedRequest request) {
        return Requests.isPart(request) && !request.headers().containsKey("x-amz-copy-source");
    }

    /** Without what differs from job to job. */
    private static String nameOf(PassedRequest request) {
        String path = request.path()
                .replaceAll("(sources|target)-[0-9a-f-]{36}", "$1")
                .replaceAll("archive/[0-9a-f-]{36}/[0-9a-f]+", "job");
        String kind = Stream.of("uploads", "uploadId", "list-type")
                .filter(request.query()::containsKey)
                .findFirst()
                .orElse("");
        String number = request.query().getOrDefault("partNumber", "");
        return request.method() + " " + path + " " + kind + " " + number;
    }
}
