package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingDefaultsTest {

    @Test
    void theEngineIsNotNamedAndHasTheUsualNamespaceWithoutTls() {
        EngineProperties engine = Settings.none().engine();

        assertThat(engine)
                .isEqualTo(new EngineProperties(
                        null, "default", null, null, new EngineProperties.Tls(false, null, null, null, null)));
        assertThat(engine.tls().isWanted()).isFalse();
    }

    @Test
    void theLedgerIsNotNamedAndMayHaveTwelveConnections() {
        assertThat(Settings.none().ledger()).isEqualTo(new LedgerProperties(null, null, null, 12));
    }

    @Test
    void theDefaultStoreIsThatOfTheAwsSdkAndNothingInItMayBeReached() {
        StoresProperties stores = Settings.none().stores();

        assertThat(stores.s3()).isEqualTo(usualStore());
        assertThat(stores.stores()).isEmpty();
    }

    @Test
    void aNamedStoreHasTheSameDefaults() {
        StoresProperties stores = Settings.properties(Map.of("longshore.stores.minio.path-style", "false"))
                .stores();

        assertThat(stores.stores()).isEqualTo(Map.of("minio", usualStore()));
    }

    @Test
    void archivesHaveNoBucketsAndNoLinksOfTheirOwn() {
        assertThat(Settings.none().archive()).isEqualTo(new ArchiveBuckets(null, null, null));
    }

    @Test
    void queuesAreThoseOfTheAwsSdkAndArchivesHaveNone() {
        assertThat(Settings.none().sqs()).isEqualTo(new SqsProperties(null, null, null, null));
        assertThat(Settings.none().queues()).isEqualTo(new ArchiveQueues(null, null));
    }

    @Test
    void aBlankQueueIsNone() {
        Settings settings = Settings.variables(
                Map.of("LONGSHORE_ARCHIVE_SOURCE_QUEUE", "", "LONGSHORE_ARCHIVE_DESTINATION_QUEUE", " "));

        assertThat(settings.queues()).isEqualTo(new ArchiveQueues(null, null));
    }

    private static StoreProperties usualStore() {
        return new StoreProperties(
                null,
                null,
                false,
                "when-supported",
                null,
                null,
                List.of(),
                List.of("read", "write", "delete"),
                false,
                false,
                null,
                128);
    }
}
