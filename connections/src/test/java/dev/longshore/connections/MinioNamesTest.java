package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of the original file synchronization. */
final class MinioNamesTest {

    @Test
    void anEndpointMakesAStoreThatFlowsMean() {
        assertThat(KnownNames.settingsIn(Map.of("MINIO_ENDPOINT", "minio:9000", "MINIO_BUCKET_NAME", "scans")))
                .containsOnly(
                        Map.entry("longshore.stores.minio.endpoint", "http://minio:9000"),
                        Map.entry("longshore.stores.minio.path-style", "true"),
                        Map.entry("longshore.stores.minio.buckets", "scans"),
                        Map.entry("longshore.stores.minio.access-key", "minioadmin"),
                        Map.entry("longshore.stores.minio.secret-key", "minioadmin"),
                        Map.entry("longshore.sync.place", "s3+minio://scans"));
    }

    @Test
    void keysAndHttpsAreThoseThatAreSet() {
        assertThat(KnownNames.settingsIn(Map.of(
                        "MINIO_ENDPOINT", "minio.example:443",
                        "MINIO_SECURE", "True",
                        "MINIO_ACCESS_KEY", "me",
                        "MINIO_SECRET_KEY", "secret")))
                .containsEntry("longshore.stores.minio.endpoint", "https://minio.example:443")
                .containsEntry("longshore.stores.minio.access-key", "me")
                .containsEntry("longshore.stores.minio.secret-key", "secret")
                .containsEntry("longshore.sync.place", "s3+minio://storage");
    }

    @Test
    void withoutAnEndpointFlowsMeanTheDefaultStore() {
        assertThat(KnownNames.settingsIn(Map.of("MINIO_BUCKET_NAME", "scans", "MINIO_ACCESS_KEY", "me")))
                .containsOnly(Map.entry("longshore.sync.place", "s3://scans"));
    }

    @Test
    void anEndpointIsHostAndPort() {
        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("MINIO_ENDPOINT", "http://minio:9000")))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("MINIO_ENDPOINT")
                .hasMessageContaining("host:port");
    }

    @ParameterizedTest
    @CsvSource({"5, 5s", "500ms, 500ms"})
    void theIntervalIsInSecondsUnlessItSaysOtherwise(String value, String means) {
        assertThat(KnownNames.settingsIn(Map.of("SYNC_INTERVAL", value)))
                .containsOnly(Map.entry("longshore.sync.interval", means));
    }

    @ParameterizedTest
    @CsvSource({"2, 2d", "12h, 12h"})
    void theAgeOfFilesIsInDaysUnlessItSaysOtherwise(String value, String means) {
        assertThat(KnownNames.settingsIn(Map.of("MAX_FILE_AGE_DAYS", value)))
                .containsOnly(Map.entry("longshore.sync.max-age", means));
    }

    @ParameterizedTest
    @CsvSource({"INFO, INFO", "debug, DEBUG", "WARNING, WARN", "CRITICAL, ERROR"})
    void theLogsLevelIsCalledAsPythonCallsIt(String value, String means) {
        assertThat(KnownNames.settingsIn(Map.of("LOG_LEVEL", value)))
                .containsOnly(Map.entry("logging.level.dev.longshore", means));
    }

    @Test
    void theFolderIsThatOfAllFlows() {
        assertThat(KnownNames.settingsIn(Map.of("FOLDER_PATH_SYNC", "/srv/sign")))
                .containsOnly(Map.entry("longshore.sync.folder", "/srv/sign"));
    }
}
