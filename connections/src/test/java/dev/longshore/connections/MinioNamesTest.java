package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "true, https", "TRUE, https", "1, https", "yes, https", "On, https", "' true ', https",
        "false, http", "False, http", "0, http", "no, http", "OFF, http", "' ', http"
    })
    void httpsIsSwitchedByAnyWordForIt(String value, String scheme) {
        assertThat(KnownNames.settingsIn(Map.of("MINIO_ENDPOINT", "minio:9000", "MINIO_SECURE", value)))
                .containsEntry("longshore.stores.minio.endpoint", scheme + "://minio:9000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "maybe", "2", "https", "tru"})
    void anythingElseIsNotTakenForPlainHttp(String value) {
        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("MINIO_ENDPOINT", "minio:9000", "MINIO_SECURE", value)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("MINIO_SECURE is '" + value + "', allowed: true or false, 1 or 0, yes or no, on or off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minio:1", "minio:65535", "127.0.0.1:9000", "[::1]:9000", "minio.example", "Minio-1:9000"})
    void anEndpointMayBeAnyHostWithAPort(String endpoint) {
        assertThat(KnownNames.settingsIn(Map.of("MINIO_ENDPOINT", endpoint)))
                .containsEntry("longshore.stores.minio.endpoint", "http://" + endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:99999",
                "127.0.0.1:0",
                "minio:65536",
                "minio:-1",
                "minio:",
                ":9000",
                "minio:http",
                "127.0.0.1:99999999999",
                "mi nio:9000",
                "me@minio:9000",
                "minio:9000?x",
                "minio:9000#x",
                "256.1.1.1:9000"
            })
    void whatIsNoHostOrNoPortStopsTheStart(String endpoint) {
        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("MINIO_ENDPOINT", endpoint)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith("MINIO_ENDPOINT is '" + endpoint + "', allowed: host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3", "+3", "0", "00", "1.5", "abc", "-5s", "0s", "99999999999999999999"})
    void aWrongIntervalIsNamedAsItsUserWroteIt(String value) {
        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("SYNC_INTERVAL", value)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("SYNC_INTERVAL is '" + value + "', allowed: whole seconds above 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "0.5", "one", "99999999999999999"})
    void aWrongAgeIsNamedAsItsUserWroteIt(String value) {
        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("MAX_FILE_AGE_DAYS", value)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("MAX_FILE_AGE_DAYS is '" + value + "', allowed: whole days above 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINIO_ENDPOINT", "MINIO_SECURE", "SYNC_INTERVAL", "MAX_FILE_AGE_DAYS", "LOG_LEVEL"})
    void whatIsEmptyIsNotSet(String name) {
        assertThat(KnownNames.settingsIn(Map.of(name, " "))).isEmpty();
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
