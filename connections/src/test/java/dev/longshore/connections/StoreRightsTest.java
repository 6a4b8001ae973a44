package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.storage.ChecksumMode;
import dev.longshore.storage.NotAllowedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.StoreSettings;
import dev.longshore.storage.Stores;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing can be reached that the settings do not list. */
final class StoreRightsTest {

    @ParameterizedTest
    @EnumSource(Right.class)
    void nothingMayBeDoneWhereNothingIsListed(Right right) {
        try (Stores stores = stores(Map.of("longshore.s3.region", "us-east-1"))) {
            assertThatThrownBy(() -> stores.require(new ObjectAddress("", "any", "key"), right))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("any");
        }
    }

    @Test
    void aListedBucketMayBeReachedAndNoOther() {
        try (Stores stores = stores(Map.of("longshore.s3.region", "us-east-1", "longshore.s3.buckets", "mine"))) {
            assertThatNoException()
                    .isThrownBy(() -> stores.require(new ObjectAddress("", "mine", "key"), Right.DELETE));
            assertThatThrownBy(() -> stores.require(new ObjectAddress("", "mine2", "key"), Right.READ))
                    .isInstanceOf(NotAllowedException.class);
        }
    }

    @Test
    void rightsThatAreNotListedAreRefused() {
        Map<String, Object> settings = Map.of(
                "longshore.stores.minio.region", "us-east-1",
                "longshore.stores.minio.buckets", "mine",
                "longshore.stores.minio.rights", "READ,write");
        try (Stores stores = stores(settings)) {
            assertThatNoException()
                    .isThrownBy(() -> stores.require(new ObjectAddress("minio", "mine", "key"), Right.WRITE));
            assertThatThrownBy(() -> stores.require(new ObjectAddress("minio", "mine", "key"), Right.DELETE))
                    .isInstanceOf(NotAllowedException.class);
        }
    }

    @Test
    void whatOneStoreAllowsIsNotAllowedInAnother() {
        Map<String, Object> settings = Map.of(
                "longshore.s3.region", "us-east-1",
                "longshore.stores.minio.region", "us-east-1",
                "longshore.stores.minio.buckets", "mine");
        try (Stores stores = stores(settings)) {
            assertThatThrownBy(() -> stores.require(new ObjectAddress("", "mine", "key"), Right.READ))
                    .isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> stores.require(new ObjectAddress("ceph", "mine", "key"), Right.READ))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("ceph")
                    .hasMessageContaining("minio");
        }
    }

    @Test
    void theBucketsOfArchivesNeedNotBeListedOnceMore() {
        StoreSettings store = settingsOf(Map.of(
                        "longshore.archive.source-bucket", "from",
                        "longshore.archive.destination-bucket", "to",
                        "longshore.s3.buckets", "mine",
                        "longshore.s3.rights", "read"))
                .get(0);

        assertThat(store.buckets())
                .isEqualTo(
                        Map.of("mine", Set.of(Right.READ), "from", Set.of(Right.READ), "to", Set.of(Right.values())));
    }

    @Test
    void aSourceBucketThatIsListedWithMoreRightsKeepsThem() {
        StoreSettings store = settingsOf(
                        Map.of("longshore.archive.source-bucket", "both", "longshore.s3.buckets", "both"))
                .get(0);

        assertThat(store.buckets()).isEqualTo(Map.of("both", Set.of(Right.values())));
    }

    @Test
    void onlyWhereTheSettingsSaySoMayAllBucketsBeReached() {
        assertThat(settingsOf(Map.of()).get(0).allBuckets()).isFalse();
        assertThat(settingsOf(Map.of("longshore.s3.all-buckets", "true")).get(0).allBuckets())
                .isTrue();
    }

    @Test
    void aNamedStoreIsMadeOfItsSettings() {
        StoreSettings minio = settingsOf(Map.of(
                        "longshore.stores.minio.endpoint", "https://minio:9000",
                        "longshore.stores.minio.path-style", "true",
                        "longshore.stores.minio.checksums", "WHEN_REQUIRED",
                        "longshore.stores.minio.access-key", "known",
                        "longshore.stores.minio.secret-key", "hidden"))
                .get(1);

        assertThat(minio.name()).isEqualTo("minio");
        assertThat(minio.endpoint()).isEqualTo(URI.create("https://minio:9000"));
        assertThat(minio.pathStyle()).isTrue();
        assertThat(minio.checksums()).isEqualTo(ChecksumMode.WHEN_REQUIRED);
        assertThat(minio.credentials()).isNotNull().satisfies(credentials -> {
            assertThat(credentials.accessKey()).isEqualTo("known");
            assertThat(credentials.secretKey()).isEqualTo("hidden");
        });
    }

    @Test
    void anEmptyVariableCountsAsNoEndpoint() {
        StoresProperties stores =
                Settings.variables(Map.of("LONGSHORE_S3_ENDPOINT", "")).stores();

        assertThat(StoreSettingsReader.settingsOf(stores, new ArchiveBuckets(null, null, null))
                        .get(0)
                        .endpoint())
                .isNull();
    }

    private static Stores stores(Map<String, Object> properties) {
        return new Stores(settingsOf(properties));
    }

    private static List<StoreSettings> settingsOf(Map<String, Object> properties) {
        Settings settings = Settings.properties(properties);
        return StoreSettingsReader.settingsOf(settings.stores(), settings.archive());
    }
}
