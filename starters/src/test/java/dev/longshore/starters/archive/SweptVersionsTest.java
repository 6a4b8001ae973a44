package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.ForeignStore;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** A bucket that keeps versions would pay for ever for what is only hidden. */
@EnabledIfEnvironmentVariable(
        named = ForeignStore.MINIO,
        matches = ".+",
        disabledReason = ForeignStore.MINIO + " says where the program is, if this machine has it")
@ExtendWith(OnSharedServers.class)
final class SweptVersionsTest {

    private static final String BUCKET = "zip-storage";
    private static final String KEY = "longshore-temporary/archive/gone/hash/1";

    private ForeignStore store;
    private S3Client s3;
    private RunningApi api;

    @BeforeEach
    void start(SharedServers servers, @TempDir Path folder) {
        store = ForeignStore.minio(folder);
        s3 = S3Client.builder()
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(ForeignStore.ACCESS_KEY, ForeignStore.SECRET_KEY)))
                .build();
        s3.createBucket(b -> b.bucket(BUCKET));
        s3.putBucketVersioning(
                b -> b.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        api = servers.api(
                new FakeJobEngine(),
                Map.of(
                        "longshore.s3.endpoint", store.endpoint(),
                        "longshore.s3.access-key", ForeignStore.ACCESS_KEY,
                        "longshore.s3.secret-key", ForeignStore.SECRET_KEY));
    }

    @AfterEach
    void stop() {
        api.close();
        s3.close();
        store.close();
    }

    @Test
    void nothingIsLeftOfWhatIsSwept() {
        s3.putObject(b -> b.bucket(BUCKET).key(KEY), RequestBody.fromString("content"));
        awaitAge();

        HttpResponse<String> swept = api.post("/api/archive/sweep", "{\"olderThan\":\"1s\"}");

        assertThat(RunningApi.json(swept).path("items"))
                .singleElement()
                .satisfies(item -> assertThat(item.path("removed").asBoolean()).isTrue());
        ListObjectVersionsResponse left = s3.listObjectVersions(b -> b.bucket(BUCKET));
        assertThat(left.versions()).isEmpty();
        assertThat(left.deleteMarkers()).isEmpty();
    }

    /** Until what was put last is older than a second, by a store that may cut the fractions off. */
    private static void awaitAge() {
        long end = System.nanoTime() + Duration.ofMillis(2_100).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
