package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are there and give no bytes, and credentials that end; the former end a job before it sends anything. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class UnreadableSourcesTest {

    private static final String WRITERS_KEY = "The object was stored using a form of Server Side Encryption. "
            + "The correct parameters must be provided to retrieve the object.";

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("dir/a", 100);
        scene.put("dir/b", 2 * PART);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "skip"})
    void aKeyOfTheWritersFailsTheJobBeforeAnythingIsSent(String missing) {
        Run run = scene.aRun(new Wish().missing(missing), "dir/a", "dir/b");
        refuse(request -> isAbout("dir/b", request), 400, "InvalidRequest", WRITERS_KEY);

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo("SOURCE_ENCRYPTED");
        assertThat(ending.failureMessage()).contains("file 1 (" + scene.addressOf("dir/b") + ")", "SSE-C");
        assertThat(scene.files(run)).extracting(JobFile::state).containsExactly(FileState.CANCELLED, FileState.FAILED);
        assertThat(uploadsBegun()).isZero();
    }

    @Test
    void aPrefixUnderAKeyOfTheWritersFailsTheJobBeforeAnythingIsSent() {
        Run run = scene.aRunFrom("dir/");
        refuse(request -> isAbout("dir/a", request) || isAbout("dir/b", request), 400, "InvalidRequest", WRITERS_KEY);

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo("SOURCE_ENCRYPTED");
        assertThat(ending.failureMessage()).contains("file 0 (" + scene.addressOf("dir/a") + ")", "SSE-C");
        assertThat(uploadsBegun()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "skip"})
    void oneAmongManyUnderAKeyOfTheWritersFailsTheJobWhenItIsReadAndLeavesNothing(String missing) {
        Run run = scene.aRunOf(new Wish().from("dir/").missing(missing), List.of());
        refuse(request -> isAbout("dir/b", request), 400, "InvalidRequest", WRITERS_KEY);

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo("SOURCE_ENCRYPTED");
        assertThat(ending.failureMessage())
                .contains("file 1 (" + scene.addressOf("dir/b") + ")", "SSE-C", "store it with a key of the store's");
        assertThat(scene.files(run).get(1).state()).isEqualTo(FileState.FAILED);
        assertThat(scene.uploadsLeft()).isEmpty();
        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void aSourceThatWasArchivedSinceItWasInspectedFailsTheJob() {
        Run run = scene.aRunOf("dir/a", "dir/b");
        Taker taker = scene.taker();
        scene.play(taker, run).upToThePlan();
        refuse(
                scene::isReading,
                403,
                "InvalidObjectState",
                "The operation is not valid for the object's storage class");

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo("SOURCE_ARCHIVED");
        assertThat(ending.failureMessage()).contains("restore it");
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anArchivedSourceFailsTheJobBeforeAnythingIsSent(boolean listed) {
        scene.archive("dir/b", "GLACIER");
        Run run = listed ? scene.aRunFrom("dir/") : scene.aRun(new Wish().missing("skip"), "dir/a", "dir/b");

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureType()).isEqualTo("SOURCE_ARCHIVED");
        assertThat(ending.failureMessage())
                .contains("file 1 (" + scene.addressOf("dir/b") + ")", "GLACIER", "restore it");
        assertThat(uploadsBegun()).isZero();
    }

    @ParameterizedTest(name = "{1} with status {0}")
    @CsvSource({"400,ExpiredToken", "403,InvalidAccessKeyId", "403,RequestTimeTooSkewed", "400,KMS.DisabledException"})
    void whatMayBeMendedIsWaitedForAtEveryStep(int status, String code) {
        Run run = scene.aRunOf("dir/a", "dir/b");
        Taker taker = scene.taker();
        Predicate<PassedRequest> any = request -> true;

        refuse(any, status, code, "ended");
        assertWaits(taker, run);
        scene.spoil(none -> false, new Fault.None());
        scene.play(taker, run).upToThePlan();
        refuse(any, status, code, "ended");
        assertWaits(taker, run);
        scene.spoil(none -> false, new Fault.None());
        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    private void assertWaits(Taker taker, Run run) {
        ApplicationFailure failure = failureOf(taker, run);
        assertThat(failure.getType()).isEqualTo("ACCESS_DENIED");
        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(scene.job(run).waitingFor()).contains("the store: ended");
        assertThat(scene.files(run)).extracting(JobFile::attempts).containsOnly(0);
    }

    private ApplicationFailure failureOf(Taker taker, Run run) {
        try {
            Ending ending = scene.play(taker, run).toTheEnd();
            throw new AssertionError("ended: " + ending);
        } catch (ApplicationFailure failure) {
            return failure;
        }
    }

    private long uploadsBegun() {
        return scene.line().exchanges().stream()
                .map(PassedExchange::request)
                .filter(Requests::isBegin)
                .count();
    }

    private static boolean isAbout(String key, PassedRequest request) {
        return request.path().endsWith("/" + key);
    }

    /** As S3 does it: without a body where the question has none. */
    private void refuse(Predicate<PassedRequest> which, int status, String code, String message) {
        Fault mute = new Fault.Refuse(status);
        Fault said =
                new Fault.Answer(status, "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
        scene.line().spoil(request -> {
            if (!which.test(request)) {
                return new Fault.None();
            }
            return request.method().equals("HEAD") ? mute : said;
        });
    }
}
