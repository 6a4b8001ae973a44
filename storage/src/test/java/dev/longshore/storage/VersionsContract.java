package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** What Longshore asks of buckets that keep versions, and of those that lock them. */
abstract class VersionsContract {

    static final int PART = 5 * 1024 * 1024;
    private static final String TOKEN = "archive:0198";

    private final String bucket = "versions-" + UUID.randomUUID();
    private S3Clients clients;

    /** The server's settings, all buckets allowed. */
    abstract StoreSettings settings(ChecksumMode checksums);

    @BeforeEach
    void connect() {
        clients = new S3Clients(settings(ChecksumMode.WHEN_SUPPORTED), Deadlines.usual());
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @Test
    void replacingMakesAVersionBesideTheOneReplaced() {
        keepVersions();
        put(10);

        upload(ChecksumMode.WHEN_SUPPORTED, 1);

        assertThat(versions().versions()).hasSize(2);
    }

    @Test
    void whatIsTakenBackLeavesWhatItReplaced() {
        keepVersions();
        String before = put(10);
        String ours = upload(ChecksumMode.WHEN_SUPPORTED, 1);

        try (Stores stores = stores(ChecksumMode.WHEN_SUPPORTED)) {
            assertThat(storeOf(stores).takeBack(address(), ours)).isEqualTo(Removal.GONE);
            assertThat(storeOf(stores).facts(address()).orElseThrow().etag()).isEqualTo(before);
            assertThat(storeOf(stores).takeBack(address(), ours)).isEqualTo(Removal.REPLACED);
        }
        assertThat(versions().versions()).hasSize(1);
        assertThat(versions().deleteMarkers()).isEmpty();
    }

    @Test
    void whatAnotherPutThereMeanwhileIsNotTakenBack() {
        keepVersions();
        String ours = upload(ChecksumMode.WHEN_SUPPORTED, 1);
        String theirs = put(10);

        try (Stores stores = stores(ChecksumMode.WHEN_SUPPORTED)) {
            assertThat(storeOf(stores).takeBack(address(), ours)).isEqualTo(Removal.REPLACED);
            assertThat(storeOf(stores).facts(address()).orElseThrow().etag()).isEqualTo(theirs);
        }
    }

    @Test
    void aDeletionThatMayBeRegrettedLeavesAMarker() {
        keepVersions();
        String etag = put(10);

        try (Stores stores = stores(ChecksumMode.WHEN_SUPPORTED)) {
            assertThat(storeOf(stores).deleteIf(address(), etag)).isTrue();
        }

        assertThat(versions().versions()).hasSize(1);
        assertThat(versions().deleteMarkers()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(ChecksumMode.class)
    void aBucketThatLocksTakesAnUploadInParts(ChecksumMode checksums) {
        lock();

        String etag = upload(checksums, 2);

        try (Stores stores = stores(checksums)) {
            assertThat(storeOf(stores).facts(address()).orElseThrow().etag()).isEqualTo(etag);
        }
    }

    @Test
    void whatIsLockedIsHiddenInsteadOfTakenBack() {
        lock();
        String ours = upload(ChecksumMode.WHEN_SUPPORTED, 1);

        try (Stores stores = stores(ChecksumMode.WHEN_SUPPORTED)) {
            assertThat(storeOf(stores).takeBack(address(), ours)).isEqualTo(Removal.HIDDEN);
            assertThat(storeOf(stores).facts(address())).isEmpty();
            assertThat(storeOf(stores).takeBack(address(), ours)).isEqualTo(Removal.GONE);
        }
        assertThat(versions().versions()).hasSize(1);
        assertThat(versions().deleteMarkers()).hasSize(1);
    }

    final void keepVersions() {
        clients.s3().createBucket(b -> b.bucket(bucket));
        clients.s3()
                .putBucketVersioning(b -> b.bucket(bucket)
                        .versioningConfiguration(keeping -> keeping.status(BucketVersioningStatus.ENABLED)));
    }

    final void lock() {
        clients.s3().createBucket(b -> b.bucket(bucket).objectLockEnabledForBucket(true));
        clients.s3()
                .putObjectLockConfiguration(b -> b.bucket(bucket)
                        .objectLockConfiguration(lock -> lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                                .rule(rule ->
                                        rule.defaultRetention(keep -> keep.mode(ObjectLockRetentionMode.COMPLIANCE)
                                                .days(1)))));
    }

    final String put(int size) {
        return clients.s3()
                .putObject(
                        b -> b.bucket(bucket).key(address().key()),
                        RequestBody.fromBytes(UploadContract.bytes(size, size)))
                .eTag();
    }

    /** In parts, the last of one byte; the ETag. */
    final String upload(ChecksumMode checksums, int parts) {
        try (Stores stores = stores(checksums)) {
            S3Upload upload =
                    storeOf(stores).begin(new UploadTarget(address(), TOKEN, ObjectMetadata.of("application/zip")));
            for (int number = 1; number < parts; number++) {
                upload.put(number, UploadContract.body(PART, number), moved -> {});
            }
            upload.put(parts, UploadContract.body(1, parts), moved -> {});
            List<HeldPart> held = List.copyOf(upload.held().values());
            return upload.complete(held, IfExists.REPLACE, TOKEN).etag();
        }
    }

    final ListObjectVersionsResponse versions() {
        return clients.s3().listObjectVersions(b -> b.bucket(bucket));
    }

    final Stores stores(ChecksumMode checksums) {
        return new Stores(List.of(settings(checksums)));
    }

    final S3Store storeOf(Stores stores) {
        return stores.of(address(), Right.WRITE);
    }

    final ObjectAddress address() {
        return new ObjectAddress("", bucket, "a.zip");
    }
}
