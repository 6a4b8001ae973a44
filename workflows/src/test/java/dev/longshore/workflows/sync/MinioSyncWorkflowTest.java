package dev.longshore.workflows.sync;

import static dev.longshore.workflows.failure.FailureType.BUCKET_MISSING;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Ending;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinioSyncWorkflowTest extends ReplayedSync {

    private static final String PASS = FakeHost.FLOW + ":1";

    @Test
    void movesItsPagesAndIsDone() {
        theHostComes();

        assertThat(moved(aRun(PASS, 5, null))).isEqualTo(Ending.done("{}"));

        assertThat(host.calls)
                .startsWith("1 begin")
                .endsWith("1 close DONE")
                .containsOnlyOnce("1 move 0-1", "1 move 2-3", "1 move 4-4")
                .hasSize(5);
    }

    @Test
    void doesAPageAgainUntilNothingIsLeft() {
        host.left.addAll(List.of(2L, 1L));
        theHostComes();

        moved(aRun(PASS, 2, null));

        assertThat(host.calls).containsExactly("1 begin", "1 move 0-1", "1 move 0-1", "1 move 0-1", "1 close DONE");
    }

    @Test
    void waitsForDaysWhileTheStoreIsDown() {
        IntStream.range(0, 500).forEach(outage -> host.troubles.add(UNAVAILABLE.because("the store is down")));
        theHostComes();

        assertThat(moved(aRun(PASS, 2, null)).state()).isEqualTo(Ending.State.DONE);

        assertThat(Collections.frequency(host.calls, "1 move 0-1")).isEqualTo(501);
    }

    @Test
    void failsWhenItsPurposeCannotBeReached() {
        host.troubles.add(BUCKET_MISSING.because("there is no bucket storage"));
        theHostComes();

        assertThat(moved(aRun(PASS, 2, null))).isEqualTo(Ending.failed(BUCKET_MISSING, "there is no bucket storage"));

        assertThat(host.calls).endsWith("1 close FAILED");
    }

    @Test
    void onlyClosesTheJobOfARunThatTheEngineEnded() {
        assertThat(moved(aRun(PASS, 5, "terminated in the Web UI")))
                .isEqualTo(Ending.failed("ENGINE_ENDED", "terminated in the Web UI"));

        assertThat(host.calls).containsExactly("1 begin", "1 close FAILED");
    }

    @Test
    void saysThatItWaitsForItsHostAndGoesOnWhenThatComes() {
        var pass = start("MinioSyncWorkflow", aRun(PASS, 2, null));
        awaitCalls("1 wait for a worker of host host (longshore worker --pools sync --host host)", 2);

        assertThat(host.calls).doesNotContain("1 move 0-1");
        theHostComes();
        assertThat(pass.getResult(Ending.class)).isEqualTo(Ending.done("{}"));
    }

    private Ending moved(MinioSyncRequest request) {
        return start("MinioSyncWorkflow", request).getResult(Ending.class);
    }
}
