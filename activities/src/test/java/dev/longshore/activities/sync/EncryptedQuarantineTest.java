package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SceneFlow.KEPT_A_WEEK;
import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.servers.TestServers;
import dev.longshore.embedded.ForeignStore;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Quarantines in buckets under keys of a key service, where each copy has an ETag of its own; on MinIO, which has such keys. */
@Timeout(180)
@ExtendWith(MinioScenes.class)
@EnabledIfEnvironmentVariable(named = ForeignStore.MINIO, matches = ".+")
class EncryptedQuarantineTest {

    private static final int SMALL = 1000;

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @Test
    void anObjectIsKeptAndRemovedForGoodWhenItsTimeIsOver() {
        encrypt();
        scene.put("in/a.txt", bytes(SMALL, 1));

        new SceneFlow(scene, "in").playAndClose(KEPT_A_WEEK);

        assertThatItIsKeptAndRemovedInTime();
    }

    @Test
    void anObjectOfTheTimeBeforeTheKeyIsKeptInAPlaceOfItsOwnToo() {
        scene.put("in/a.txt", bytes(SMALL, 1));
        encrypt();

        new SceneFlow(scene, "in").playAndClose(KEPT_A_WEEK);

        assertThatItIsKeptAndRemovedInTime();
    }

    @Test
    void aCopyThatAnEarlierReleaseMadeStays() {
        encrypt();
        scene.put("in/a.txt", bytes(SMALL, 1));
        String earlier = "in/.longshore-trash/" + LocalDate.now(ZoneOffset.UTC) + "/a.txt";
        scene.put(earlier, bytes(SMALL, 1));

        new SceneFlow(scene, "in").playAndClose(KEPT_A_WEEK);
        scene.age("in", "8 days");
        new SceneFlow(scene, "in").playAndClose(KEPT_A_WEEK);

        assertThat(scene.keysAside()).containsExactly(earlier);
    }

    private void assertThatItIsKeptAndRemovedInTime() {
        assertThat(scene.objects()).isEmpty();
        assertThat(scene.file("in/a.txt")).hasBinaryContent(bytes(SMALL, 1));
        assertThat(scene.keysAside()).singleElement().satisfies(key -> {
            assertThat(scene.object(key)).isEqualTo(bytes(SMALL, 1));
            assertThat(scene.life("in", "a.txt").get(0).why()).contains(key);
        });
        scene.age("in", "8 days");
        new SceneFlow(scene, "in").playAndClose(KEPT_A_WEEK);
        assertThat(scene.keysAside()).isEmpty();
    }

    private void encrypt() {
        String bucket = URI.create(scene.properties(true).place()).getHost();
        try (S3Client s3 = TestServers.Place.of(scene.line().endpoint()).client()) {
            ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                    .applyServerSideEncryptionByDefault(key ->
                            key.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID("a-key"))
                    .build();
            s3.putBucketEncryption(b -> b.bucket(bucket).serverSideEncryptionConfiguration(all -> all.rules(rule)));
        }
    }
}
