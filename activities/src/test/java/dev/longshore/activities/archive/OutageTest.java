package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.JobFile;
import dev.longshore.storage.Deadlines;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The environment is at fault: no file loses an attempt, the job says what it waits for and goes on afterwards. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class OutageTest {

    private ArchiveScene scene;
    private Run run;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("a", 100);
        scene.put("b", 2 * PART);
        run = scene.aRunOf("a", "b");
    }

    @AfterEach
    void openTheLedger() throws SQLException {
        scene.servers().openTheLedger();
    }

    @Test
    void aStoreThatIsDownIsWaitedFor() {
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.line().shut();

        for (int outage = 0; outage < 4; outage++) {
            ApplicationFailure failure = taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()));
            assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
            assertThat(failure.isNonRetryable()).isFalse();
        }

        assertThat(scene.job(run).waitingFor()).contains("the store", "since 20");
        goesOn(taker);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"503,UNAVAILABLE", "500,UNAVAILABLE", "429,THROTTLED", "403,ACCESS_DENIED"})
    void aStoreThatRefusesUsIsWaitedFor(int status, String type) {
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.spoil(any -> true, new Fault.Refuse(status));

        for (int outage = 0; outage < 4; outage++) {
            assertThat(taker.failing(steps -> steps.buildBodies(run, 1, plan.parts()))
                            .getType())
                    .isEqualTo(type);
            assertThat(taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()))
                            .getType())
                    .isEqualTo(type);
        }

        assertThat(scene.job(run).waitingFor()).contains("the store", String.valueOf(status));
        goesOn(taker);
    }

    @Test
    void theJobSaysSinceWhenItWaitsForTheSameThing() throws SQLException {
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.line().shut();
        taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()));
        scene.servers()
                .asOwner(
                        "UPDATE longshore.job SET waiting_for = regexp_replace(waiting_for, 'since 20..', 'since 1999')"
                                + " WHERE id = '" + run.jobId() + "'");

        taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()));

        assertThat(scene.job(run).waitingFor()).contains("since 1999");
    }

    @Test
    void whatAStoreNumbersItsAnswersByIsNotWhatTheJobWaitsFor() throws SQLException {
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        AtomicInteger request = new AtomicInteger();
        scene.line()
                .spoil(any -> new Fault.Answer(
                        503,
                        "<Error><Code>ServiceUnavailable</Code><Message>later</Message><RequestId>%d</RequestId></Error>"
                                .formatted(request.incrementAndGet())));

        taker.failing(steps -> steps.buildBodies(run, 1, plan.parts()));
        String first = scene.job(run).waitingFor();
        scene.servers()
                .asOwner(
                        "UPDATE longshore.job SET waiting_for = regexp_replace(waiting_for, 'since 20..', 'since 1999')"
                                + " WHERE id = '" + run.jobId() + "'");
        taker.failing(steps -> steps.buildBodies(run, 1, plan.parts()));

        assertThat(first).contains("503", "later");
        assertThat(scene.job(run).waitingFor()).contains("since 1999");
    }

    @Test
    void aJobThatGoesOnWaitsForNothing() {
        Taker taker = scene.takerWith(Deadlines.usual());
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.line().shut();
        taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()));
        scene.line().open();

        taker.steps().buildSeams(run, 1, plan.parts());

        assertThat(scene.job(run).waitingFor()).isNull();
    }

    @Test
    void aStoreThatIsDownWhileSourcesAreInspectedIsWaitedFor() {
        Taker taker = scene.taker();
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        scene.line().shut();

        for (int outage = 0; outage < 4; outage++) {
            assertThat(taker.failing(steps -> steps.inspectSources(run, 0, 1)).getType())
                    .isEqualTo("UNAVAILABLE");
        }

        assertThat(scene.files(run)).extracting(JobFile::attempts).containsOnly(0);
        goesOn(taker);
    }

    @Test
    void aLedgerThatIsAwayIsWaitedForAndNoAttemptIsLost() throws SQLException {
        Taker taker = scene.slowTaker();
        LaidOut plan = scene.play(taker, run).upToThePlan();

        for (int outage = 0; outage < 3; outage++) {
            losesTheLedgerWhileItReads(taker, plan);
        }

        goesOn(taker);
    }

    @Test
    void aLedgerThatIsAwayWhileSourcesAreInspectedCostsNoAttempt() throws SQLException {
        Taker taker = scene.taker();
        scene.ledger().runs().begin(run.jobId(), run.epoch());
        for (int outage = 0; outage < 3; outage++) {
            scene.line().spoil(request -> {
                closeTheLedger();
                return new Fault.None();
            });
            assertThat(taker.failing(steps -> steps.inspectSources(run, 0, 1)).getType())
                    .isEqualTo("UNAVAILABLE");
            scene.servers().openTheLedger();
        }

        goesOn(taker);
    }

    @Test
    void aSourceThatBreaksOffIsReadOn() {
        AtomicInteger broken = new AtomicInteger();
        scene.line()
                .spoil(request -> scene.isReading(request) && broken.incrementAndGet() <= 3
                        ? new Fault.CutAnswer(1_000_000)
                        : new Fault.None());

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(broken.get()).isGreaterThan(3);
    }

    @Test
    void aSourceThatAlwaysBreaksOffIsWaitedFor() {
        Taker taker = scene.taker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.spoil(scene::isReading, new Fault.CutAnswer(10));

        assertThat(taker.failing(steps -> steps.buildBodies(run, 1, plan.parts()))
                        .getType())
                .isEqualTo("UNAVAILABLE");

        goesOn(taker);
    }

    @Test
    void aStoreThatFallsSilentIsWaitedFor() {
        scene.play(scene.taker(), run).upToThePlan();
        Taker impatient = scene.takerWith(
                new Deadlines(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(2), 10_000_000, 1));
        scene.spoil(Requests::isPart, new Fault.Delay(Duration.ofSeconds(5)));

        assertThat(impatient.failing(steps -> steps.buildBodies(run, 1, 9)).getType())
                .isEqualTo("UNAVAILABLE");

        goesOn(scene.taker());
    }

    @Test
    void anErrorInsideASuccessfulAnswerToTheCompletionIsWaitedFor() {
        Taker taker = scene.taker();
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        scene.spoil(
                Requests::isCompletion,
                new Fault.Answer(200, "<Error><Code>InternalError</Code><Message>try again</Message></Error>"));

        assertThat(taker.failing(steps -> steps.complete(run)).getType()).isEqualTo("UNAVAILABLE");

        goesOn(taker);
    }

    private void losesTheLedgerWhileItReads(Taker taker, LaidOut plan) throws SQLException {
        scene.line().spoil(request -> {
            if (scene.isReading(request)) {
                closeTheLedger();
            }
            return new Fault.None();
        });
        assertThat(taker.failing(steps -> steps.buildSeams(run, 1, plan.parts()))
                        .getType())
                .isEqualTo("UNAVAILABLE");
        scene.servers().openTheLedger();
    }

    private void closeTheLedger() {
        try {
            scene.servers().closeTheLedger();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void goesOn(Taker taker) {
        scene.line().open();
        scene.spoil(any -> false, new Fault.None());

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.job(run).waitingFor()).isNull();
        assertThat(scene.uploadsLeft()).isEmpty();
    }
}
