package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.JobFile;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pauses, cancels and draining in the middle of a page: it stops at the next good point, and no attempt is lost. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class StoppingTest {

    private ArchiveScene scene;
    private Run run;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("b", 5 * PART);
        run = scene.aRunOf("b");
    }

    @Test
    void aDrainingWorkerEndsAfterThePartThatItIsAt() {
        Taker draining = scene.slowTaker().drainingAfter(2);
        LaidOut plan = scene.play(draining, run).upToThePlan();

        assertThat(draining.steps().buildBodies(run, 1, plan.parts())).isOne();

        assertThat(scene.sentParts()).containsExactly(5, 4);
        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertThat(scene.ledger().archivePlans().bytesSentAgain(run.jobId())).isZero();
    }

    @Test
    void drainedTakersLoseNoAttempt() {
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();

        for (int stop = 0; stop < 3; stop++) {
            Taker draining = scene.slowTaker().drainingAfter(1);
            assertThat(draining.steps().buildBodies(run, 1, plan.parts())).isOne();
        }

        assertThat(scene.sentParts()).hasSize(3).doesNotHaveDuplicates();
        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
    }

    @Test
    void aPauseEndsThePageAfterThePartThatItIsAt() {
        Taker taker = scene.slowTaker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        scene.line().spoil(request -> {
            if (Requests.isPart(request)) {
                scene.ledger().jobs().command(run.jobId(), Desired.PAUSE, false);
                return new Fault.Delay(Duration.ofMillis(700));
            }
            return new Fault.None();
        });

        assertThat(taker.steps().buildBodies(run, 1, plan.parts())).isOne();

        assertThat(scene.sentParts()).hasSize(1);
        scene.spoil(any -> false, new Fault.None());
        scene.ledger().jobs().command(run.jobId(), Desired.RUN, false);
        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertThat(scene.ledger().archivePlans().bytesSentAgain(run.jobId())).isZero();
    }

    @Test
    void aPauseEndsTheInspectionOfAPage() {
        String[] keys = new String[30];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "" + i;
            scene.put(keys[i], 1);
        }
        Run many = scene.aRunOf(keys);
        scene.ledger().runs().begin(many.jobId(), many.epoch());
        AtomicInteger asked = new AtomicInteger();
        scene.line().spoil(request -> {
            scene.ledger().jobs().command(many.jobId(), Desired.PAUSE, false);
            return asked.incrementAndGet() == 1 ? new Fault.Delay(Duration.ofMillis(700)) : new Fault.None();
        });

        assertThat(scene.slowTaker().steps().inspectSources(many, 0, 29)).isOne();

        assertThat(asked.get()).isLessThan(30);
        assertThat(scene.files(many)).extracting(JobFile::attempts).containsOnly(0);
    }

    @Test
    void aPauseNowStopsInTheMiddleOfAPartAndGivesItsAttemptBack() {
        LaidOut plan = scene.play(scene.taker(), run).upToThePlan();

        for (int stop = 0; stop < 4; stop++) {
            Taker taker = scene.slowTaker();
            scene.spoil(Requests::isPart, new Fault.Delay(Duration.ofMillis(800)));
            taker.engine().requestCancelActivity();
            assertThatThrownBy(() -> taker.steps().buildBodies(run, 1, plan.parts()))
                    .isInstanceOf(CanceledFailure.class);
        }
        scene.spoil(any -> false, new Fault.None());

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aNewerRunEndsThePagesOfTheOlderOne() {
        Taker taker = scene.slowTaker();
        LaidOut plan = scene.play(taker, run).upToThePlan();
        List<Run> newer = new CopyOnWriteArrayList<>();
        scene.line().spoil(request -> {
            if (Requests.isPart(request) && newer.isEmpty()) {
                newer.add(scene.nextRunOf(run.jobId()));
                return new Fault.Delay(Duration.ofMillis(700));
            }
            return new Fault.None();
        });

        assertThat(taker.steps().buildBodies(run, 1, plan.parts())).isOne();

        assertThat(scene.sentParts()).hasSize(1);
        assertThat(scene.toTheEnd(newer.get(0)).failureMessage()).isNull();
    }
}
