package dev.longshore.ledger.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.SyncListings.Listing;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What surveys see and say, and what is noted of removals by age. */
class SyncSurveysTest {

    private static final String REQUEST = "{\"kind\":\"check\"}";

    private static SyncLedger sync;

    @BeforeAll
    static void start() throws IOException {
        sync = SyncLedger.start();
    }

    @AfterAll
    static void stop() throws IOException {
        sync.close();
    }

    @Test
    void bothSidesOfANameAreOneFinding() {
        String job = aSurvey(sync.aFlow());
        Listing listing = listings().begin(job, 1);
        listings().add(listing, List.of(file("both"), file("here"), file("both")));
        listings().add(listing, List.of(object("both"), object("there")));
        listings().end(listing, 2);

        List<SyncFinding> found = surveys().unsettled(job, 10);

        assertThat(found).extracting(SyncFinding::path).containsExactly("both", "here", "there");
        assertThat(found).extracting(SyncFinding::file).containsExactly("file of both", "file of here", null);
        assertThat(found).extracting(SyncFinding::object).containsExactly("object of both", null, "object of there");
        assertThat(job(job).files().total()).isEqualTo(3);
        assertThat(surveys().state(job, 1)).isEqualTo(new SurveyState(true, 2, 0));
        assertThat(surveys().state(job, 2).listed()).isFalse();
    }

    @Test
    void namesOfTheOtherSideMayBePassedOver() {
        String job = aSurvey(sync.aFlow());
        Listing listing = listings().begin(job, 1);
        listings().add(listing, List.of(file("both")));
        listings().complete(listing, List.of(object("both"), object("there")));

        assertThat(surveys().unsettled(job, 10))
                .singleElement()
                .satisfies(found -> assertThat(found.object()).isEqualTo("object of both"));
    }

    @Test
    void whoBeginsAnewThrowsAwayAllButWhatWasRemoved() {
        String job = aSurvey(sync.aFlow());
        listed(job, 1, file("a"), file("b"), file("c"));
        say(job, 1, "removed", "a");
        say(job, 1, "remove", "b");

        long next = sync.ledger().jobs().takeEpoch(job).orElseThrow();
        listed(job, next, file("c"));

        assertThat(surveys().list(job, -1, 10)).extracting(SyncFinding::path).containsExactly("a");
        assertThat(surveys().unsettled(job, 10)).extracting(SyncFinding::path).containsExactly("c");
        listed(job, next, file("a"));
        assertThat(surveys().unsettled(job, 10)).extracting(SyncFinding::path).containsExactly("a");
    }

    @Test
    void onlyTheNewestLookWrites() {
        String job = aSurvey(sync.aFlow());
        Listing first = listings().begin(job, 1);
        Listing second = listings().begin(job, 1);

        assertThatThrownBy(() -> listings().add(first, List.of(file("a")))).isInstanceOf(OvertakenException.class);
        listings().add(second, List.of(file("a")));
        long next = sync.ledger().jobs().takeEpoch(job).orElseThrow();
        assertThatThrownBy(() -> listings().end(second, 1)).isInstanceOf(LostEpochException.class);
        assertThatThrownBy(() -> say(job, 1, "=", "a")).isInstanceOf(LostEpochException.class);
        say(job, next, "=", "a");
    }

    @Test
    void whatIsSaidIsCountedOnceAndListedInPages() {
        String job = aSurvey(sync.aFlow());
        listed(job, 1, file("a"), file("b"), object("c"));
        say(job, 1, "remove", "a");
        say(job, 1, "remove", "a");
        say(job, 1, "removed", "a");
        say(job, 1, "stay", "c");

        assertThat(job(job).files().done()).isEqualTo(2);
        assertThat(surveys().removals(job)).isEqualTo(1);
        assertThat(surveys().counts(job))
                .containsExactly(new FindingCount("removed", 1, 10), new FindingCount("stay", 1, 10));
        List<SyncFinding> page = surveys().list(job, -1, 1);
        assertThat(page).extracting(SyncFinding::path).containsExactly("a");
        assertThat(surveys().list(job, page.get(0).id(), 10))
                .extracting(SyncFinding::path)
                .containsExactly("c");
    }

    @Test
    void anApprovalIsForWhatWasAskedAndForUnfinishedSurveysAlone() {
        SyncFlow flow = sync.aFlow();
        String job = aSurvey(flow);
        assertThat(surveys().approve(flow.id())).isZero();
        listed(job, 1, file("a"));
        surveys().ask(job, 1, 300);
        assertThat(surveys().approve(sync.aFlow().id())).isZero();

        assertThat(surveys().approve(flow.id())).isEqualTo(1);

        assertThat(surveys().state(job, 1).approved()).isEqualTo(300);
        sync.ledger().runs().close(job, 1, new Ending(JobState.DONE, "{}", null));
        assertThat(surveys().approve(flow.id())).isZero();
    }

    @Test
    void aFlowsOwnCleanupBeginsWhenItIsDueAndTheLastOneHasEnded() throws SQLException {
        SyncFlow flow = sync.aFlow();
        String job = flow.jobId() + ":cleanup";
        Duration hour = Duration.ofHours(1);

        assertThat(surveys().startIfDue(flow, hour, REQUEST)).isTrue();
        assertThat(surveys().startIfDue(flow, hour, REQUEST)).isFalse();
        long epoch = sync.begun(job).epoch();
        listed(job, epoch, file("a"));
        say(job, epoch, "removed", "a");
        passAnHour(flow);
        assertThat(surveys().startIfDue(flow, hour, REQUEST))
                .as("while it runs")
                .isFalse();
        sync.ledger().runs().close(job, epoch, new Ending(JobState.DONE, "{}", null));
        passAnHour(flow);

        assertThat(surveys().startIfDue(flow, hour, REQUEST)).isTrue();
        assertThat(surveys().list(job, -1, 10)).isEmpty();
    }

    private static void passAnHour(SyncFlow flow) throws SQLException {
        sync.server()
                .execute("UPDATE longshore.sync_flow SET cleaned_at = cleaned_at - interval '61 min' WHERE id = "
                        + flow.id());
    }

    @Test
    void whatIsPurgedTakesItsFindingsAlong() throws SQLException {
        String job = aSurvey(sync.aFlow());
        listed(job, 1, file("a"));
        say(job, 1, "=", "a");
        sync.ledger().runs().close(job, 1, new Ending(JobState.DONE, "{}", null));
        sync.server().execute("UPDATE longshore.job SET finished_at = now() - interval '9 d' WHERE id = '" + job + "'");

        sync.ledger().jobs().purge(Duration.ofDays(8), 100);

        assertThat(surveys().list(job, -1, 10)).isEmpty();
        assertThatThrownBy(() -> surveys().state(job, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRemovalIsNotedBeforeAndAfter() {
        SyncFlow flow = sync.aFlowOf("a", "b", "c");
        NewPass pass = sync.aPassOf(flow);
        List<TakenFile> taken = sync.taken(pass);
        sync.verifyAndEnd(taken.subList(0, 2), SyncState.KEPT);
        sync.verifyAndEnd(taken.subList(2, 3), SyncState.MOVED);
        String job = aSurvey(flow);
        SyncFile a = sync.newest(flow, "a");
        SyncFile b = sync.newest(flow, "b");

        assertThat(removals().begun(job, 1, a)).isTrue();
        assertThat(removals().begun(job, 1, b)).isTrue();
        assertThat(removals().unfinished(flow.id(), 10))
                .extracting(SyncFile::path)
                .containsExactly("a", "b");
        removals().removed(a, "removed by age");
        removals().removed(a, "removed by another");
        removals().stays(b);

        assertThat(removals().unfinished(flow.id(), 10)).isEmpty();
        assertThat(sync.newest(flow, "a").state()).isEqualTo(SyncState.MOVED);
        assertThat(sync.newest(flow, "a").why()).isEqualTo("removed by age");
        assertThat(sync.newest(flow, "b").state()).isEqualTo(SyncState.KEPT);
        assertThat(removals().begun(job, 1, a)).as("a second time").isFalse();
        Map<String, List<SyncFile>> lives = removals().lives(flow.id(), List.of("a", "c", "never"), false);
        assertThat(lives).containsOnlyKeys("c");
        assertThat(removals().lives(flow.id(), List.of("a"), true)).containsOnlyKeys("a");
    }

    @Test
    void nothingWithoutAReceiptIsRemoved() {
        SyncFlow flow = sync.aFlowOf("a");
        String job = aSurvey(flow);

        assertThat(removals().begun(job, 1, sync.newest(flow, "a"))).isFalse();
        long next = sync.ledger().jobs().takeEpoch(job).orElseThrow();
        assertThat(next).isEqualTo(2);
        assertThatThrownBy(() -> removals().begun(job, 1, sync.newest(flow, "a")))
                .isInstanceOf(LostEpochException.class);
    }

    @Test
    void ofANameTheNewestContentComesFirst() {
        SyncFlow flow = sync.aFlowOf("a");
        NewPass pass = sync.aPassOf(flow);
        sync.verifyAndEnd(sync.taken(pass), SyncState.KEPT);
        sync.seen(flow, "second", "a");

        assertThat(removals().lives(flow.id(), List.of("a", "a"), false).get("a"))
                .extracting(SyncFile::generation)
                .containsExactly(2L, 1L);
    }

    private static String aSurvey(SyncFlow flow) {
        String job = surveys().start(flow, SurveyKind.CHECK, REQUEST, "somebody");
        assertThat(job).startsWith(flow.jobId() + ":check:");
        sync.begun(job);
        return job;
    }

    private static void listed(String job, long epoch, ListedName... names) {
        Listing listing = listings().begin(job, epoch);
        listings().add(listing, List.of(names));
        listings().end(listing, names.length);
    }

    /** Of a name that was listed. */
    private static void say(String job, long epoch, String what, String path) {
        SyncFinding found = Stream.concat(surveys().list(job, -1, 100).stream(), surveys().unsettled(job, 100).stream())
                .filter(finding -> finding.path().equals(path))
                .findFirst()
                .orElseThrow();
        surveys().settled(job, epoch, List.of(new SettledFinding(found.id(), what, null, null, null)));
    }

    private static ListedName file(String path) {
        return new ListedName(path, "file of " + path, null, 10, Instant.EPOCH, null, null);
    }

    private static ListedName object(String path) {
        return new ListedName(path, null, "object of " + path, 10, Instant.EPOCH, null, null);
    }

    private static Job job(String id) {
        return sync.ledger().jobs().find(id).orElseThrow();
    }

    private static SyncSurveys surveys() {
        return sync.ledger().syncSurveys();
    }

    private static SyncListings listings() {
        return sync.ledger().syncListings();
    }

    private static SyncRemovals removals() {
        return sync.ledger().syncRemovals();
    }
}
