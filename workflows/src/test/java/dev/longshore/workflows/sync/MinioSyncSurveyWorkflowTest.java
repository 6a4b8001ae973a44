package dev.longshore.workflows.sync;

import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Ending;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MinioSyncSurveyWorkflowTest extends ReplayedSync {

    private static final String CHECK = FakeHost.FLOW + ":check:1";

    @Test
    void listsAndSettlesUntilNothingIsLeftAndSaysWhatItFound() {
        host.left.addAll(List.of(1L, 1L));
        theHostComes();

        assertThat(surveyed(null)).isEqualTo(Ending.done("{\"findings\":{}}"));

        assertThat(host.calls)
                .containsExactly(
                        "check1 begin",
                        "check1 list",
                        "check1 settle",
                        "check1 settle",
                        "check1 settle",
                        "check1 remove",
                        "check1 conclude",
                        "check1 close DONE");
    }

    @Test
    void waitsAsLongAsTheEnvironmentIsAtFaultOrNobodyApproves() {
        IntStream.range(0, 200).forEach(time -> host.troubles.add(UNAVAILABLE.because("the approval of 101 removals")));
        theHostComes();

        assertThat(surveyed(null).state()).isEqualTo(Ending.State.DONE);

        assertThat(Collections.frequency(host.calls, "check1 list")).isEqualTo(201);
    }

    @Test
    void failsWhenItsPurposeCannotBeReached() {
        host.troubles.add(INVALID_REQUEST.because("flow output has no max-age"));
        theHostComes();

        assertThat(surveyed(null)).isEqualTo(Ending.failed(INVALID_REQUEST, "flow output has no max-age"));
    }

    @Test
    void onlyClosesTheJobOfARunThatTheEngineEnded() {
        assertThat(surveyed("terminated in the Web UI"))
                .isEqualTo(Ending.failed("ENGINE_ENDED", "terminated in the Web UI"));

        assertThat(host.calls).containsExactly("check1 begin", "check1 close FAILED");
    }

    @Test
    void saysThatItWaitsForItsHost() {
        var survey = start("MinioSyncSurveyWorkflow", aRun(CHECK, 0, null));
        awaitCall("check1 wait for a worker of host host (longshore worker --pools sync --host host)");

        theHostComes();

        assertThat(survey.getResult(Ending.class).state()).isEqualTo(Ending.State.DONE);
    }

    private Ending surveyed(@Nullable String endedBecause) {
        return start("MinioSyncSurveyWorkflow", aRun(CHECK, 0, endedBecause)).getResult(Ending.class);
    }
}
