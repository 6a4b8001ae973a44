package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The archive is read back before anybody is told of it. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class ProofTest {

    private ArchiveScene scene;
    private Run run;
    private Taker taker;

    @BeforeEach
    void complete(ArchiveScene own) {
        scene = own;
        scene.put("a", 100);
        scene.put("b", PART);
        run = scene.aRunOf("a", "b");
        taker = scene.taker();
        Play play = scene.play(taker, run);
        play.parts(play.upToThePlan());
        assertThat(taker.steps().complete(run)).isTrue();
    }

    @Test
    void aDirectoryThatDiffersFromThePlanFailsTheJobAndLeavesNothing() throws SQLException {
        scene.servers()
                .asOwner("UPDATE longshore.job_file SET checksum = '{\"crc32\": \"00000001\"}' WHERE ordinal = 0"
                        + " AND job_id = '" + run.jobId() + "'");

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.PROOF_FAILED.name());
        assertThat(ending.failureMessage()).contains("the directory of " + scene.targetAddress("a.zip"));
        assertThat(scene.targets()).isEmpty();
        assertThat(scene.uploadsLeft()).isEmpty();
    }

    @Test
    void aHeaderThatDiffersFromThePlanFailsTheJob() throws SQLException {
        scene.servers()
                .asOwner("UPDATE longshore.job_file SET handle = jsonb_set(handle, '{offset}', '7') WHERE ordinal = 0"
                        + " AND job_id = '" + run.jobId() + "'");

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.PROOF_FAILED.name());
        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void anotherETagFailsTheJobAndLeavesNothingOfIt() throws SQLException {
        scene.servers()
                .asOwner("UPDATE longshore.archive_plan SET completed_etag = 'another' WHERE job_id = '" + run.jobId()
                        + "'");

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.PROOF_FAILED.name());
        assertThat(ending.failureMessage()).contains("has ETag", "planned were another");
        assertThat(scene.targets()).isEmpty();
    }

    @Test
    void anArchiveThatSomebodyOverwroteIsNotProvenAndNotRemoved() {
        byte[] others = {1};
        scene.putTarget("a.zip", others);

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.PROOF_FAILED.name());
        assertThat(scene.archive().bytes()).isEqualTo(others);
    }

    @Test
    void anArchiveThatIsGoneIsNotProven() {
        scene.removeTarget("a.zip");

        Ending ending = scene.play(taker, run).toTheEnd();

        assertThat(ending.failureType()).isEqualTo(FailureType.PROOF_FAILED.name());
        assertThat(ending.failureMessage()).contains("is not there");
    }
}
