package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.servers.TestServers;
import dev.longshore.embedded.ForeignStore;
import dev.longshore.embedded.RunningStore;
import dev.longshore.storage.ChecksumMode;
import dev.longshore.storage.Credentials;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole archive on each server of others that this machine has: small files, copied ones, a manifest; also by stages. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class OtherStoresTest {

    private static final String[] KEYS = {"größe/a", "b", "写真", "d", "empty"};

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}, {1} parts of an upload")
    @CsvSource({"auto, 10000", "fewest-bytes, 10000", "fewest-bytes, 4"})
    @EnabledIfEnvironmentVariable(
            named = ForeignStore.MINIO,
            matches = ".+",
            disabledReason = ForeignStore.MINIO + " says where the program is, if this machine has it")
    void minioHoldsTheSameArchive(String plan, int most, ArchiveScene scene) throws IOException {
        packOn(scene, ForeignStore::minio, plan, most);
    }

    @ParameterizedTest(name = "{0}, {1} parts of an upload")
    @CsvSource({"auto, 10000", "fewest-bytes, 10000", "fewest-bytes, 4"})
    @EnabledIfEnvironmentVariable(
            named = ForeignStore.MOTO,
            matches = ".+",
            disabledReason = ForeignStore.MOTO + " says where the program is, if this machine has it")
    void motoHoldsTheSameArchive(String plan, int most, ArchiveScene scene) throws IOException {
        packOn(scene, ForeignStore::moto, plan, most);
    }

    @ParameterizedTest(name = "{0}, {1} parts of an upload")
    @CsvSource({"auto, 10000", "fewest-bytes, 10000", "fewest-bytes, 4"})
    @EnabledIfEnvironmentVariable(
            named = RunningStore.RGW,
            matches = ".+",
            disabledReason = RunningStore.RGW + " says where it runs, if somebody has started it")
    void cephHoldsTheSameArchive(String plan, int most, ArchiveScene scene) throws IOException {
        RunningStore rgw = RunningStore.rgw();
        Credentials keys = new Credentials(rgw.accessKey(), rgw.secretKey());
        packAt(scene, new TestServers.Place(rgw.endpoint(), keys, ChecksumMode.WHEN_REQUIRED), plan, most);
    }

    /** As any store that ignores that a source has changed. */
    @Test
    @EnabledIfEnvironmentVariable(
            named = ForeignStore.MOTO,
            matches = ".+",
            disabledReason = ForeignStore.MOTO + " says where the program is, if this machine has it")
    void motoCopiesNoKeyThatItMayMistakeForAnother(ArchiveScene usual) throws IOException {
        try (ForeignStore store = ForeignStore.moto(folder);
                ArchiveScene scene = new ArchiveScene(usual.servers(), TestServers.Place.of(store.endpoint()))) {
            scene.putWithChecksum("100%41", 20 * MIB);
            scene.putWithChecksum("b", 12 * MIB);

            Run run = scene.aRun(new Wish().plan("fewest-bytes"), "100%41", "b");
            Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

            assertThat(ending.failureMessage()).isNull();
            assertThat(scene.archive().sums()).containsEntry("100%41", Archive.sum(scene.contentOf("100%41")));
            assertThat(scene.ledger().archivePlans().bytesCopied(run.jobId())).isEqualTo(12L * MIB);
            assertThat(scene.ledger().archivePlans().bytesSent(run.jobId())).isGreaterThan(20L * MIB);
        }
    }

    private void packOn(ArchiveScene usual, Function<Path, ForeignStore> starter, String plan, int most)
            throws IOException {
        try (ForeignStore store = starter.apply(folder)) {
            packAt(usual, TestServers.Place.of(store.endpoint()), plan, most);
        }
    }

    private static void packAt(ArchiveScene usual, TestServers.Place place, String plan, int most) throws IOException {
        try (ArchiveScene scene = new ArchiveScene(usual.servers(), place)) {
            scene.limit(most, 32L * MIB);
            Map<String, String> sums = new LinkedHashMap<>();
            int[] sizes = {20 * MIB, 100, 20 * MIB, PART + 1, 0};
            for (int i = 0; i < KEYS.length; i++) {
                scene.putWithChecksum(KEYS[i], sizes[i]);
                sums.put(KEYS[i].substring(KEYS[i].lastIndexOf('/') + 1), Archive.sum(scene.contentOf(KEYS[i])));
            }

            Run run = scene.aRun(new Wish().plan(plan).withManifest(), KEYS);
            Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

            assertThat(ending.failureMessage()).isNull();
            assertThat(scene.ledger().archiveStages().of(run.jobId())).hasSize(most > 4 ? 0 : 2);
            assertThat(scene.archive().sums()).containsAllEntriesOf(sums).hasSize(KEYS.length + 1);
            assertThat(scene.ledger().archivePlans().bytesCopied(run.jobId())).isGreaterThan(30L * MIB);
            assertThat(scene.targets()).containsExactly("a.zip");
            assertThat(scene.uploadsLeft()).isEmpty();
        }
    }
}
