package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownNamesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "TEMPORAL_ADDRESS, longshore.engine.address",
        "TEMPORAL_NAMESPACE, longshore.engine.namespace",
        "TEMPORAL_API_KEY, longshore.engine.api-key",
        "TEMPORAL_TLS, longshore.engine.tls.enabled",
        "TEMPORAL_TLS_CLIENT_CERT_PATH, longshore.engine.tls.client-cert-path",
        "TEMPORAL_TLS_CLIENT_KEY_PATH, longshore.engine.tls.client-key-path",
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH, longshore.engine.tls.server-ca-cert-path",
        "TEMPORAL_TLS_SERVER_NAME, longshore.engine.tls.server-name",
        "AWS_ENDPOINT_URL_S3, longshore.s3.endpoint",
        "AWS_ENDPOINT_URL_SQS, longshore.sqs.endpoint",
        "S3_SOURCE_BUCKET, longshore.archive.source-bucket",
        "S3_DESTINATION_BUCKET, longshore.archive.destination-bucket",
        "SQS_SOURCE_QUEUE, longshore.archive.source-queue",
        "SQS_DESTINATION_QUEUE, longshore.archive.destination-queue",
        "ARCHIVE_BASE_URL, longshore.archive.base-url"
    })
    void meansASettingOfOurs(String name, String key) {
        assertThat(KnownNames.settingsIn(Map.of(name, "some"))).isEqualTo(Map.of(key, "some"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEMPORAL_ADDRESS", "AWS_ENDPOINT_URL_S3", "SQS_SOURCE_QUEUE", "TEMPORAL_API_KEY_FILE"})
    void countsAsNotSetWhereItIsEmpty(String name) {
        assertThat(KnownNames.settingsIn(Map.of(name, " "))).isEmpty();
    }

    @Test
    void theMoreSpecialEndpointOfAwsIsTheStronger() {
        assertThat(KnownNames.settingsIn(
                        Map.of("AWS_ENDPOINT_URL", "http://all:1", "AWS_ENDPOINT_URL_S3", "http://store:2")))
                .isEqualTo(Map.of("longshore.s3.endpoint", "http://store:2", "longshore.sqs.endpoint", "http://all:1"));
        assertThat(KnownNames.settingsIn(
                        Map.of("AWS_ENDPOINT_URL", "http://all:1", "AWS_ENDPOINT_URL_SQS", "http://queues:3")))
                .isEqualTo(
                        Map.of("longshore.s3.endpoint", "http://all:1", "longshore.sqs.endpoint", "http://queues:3"));
    }

    @Test
    void theCommonEndpointOfAwsMeansStoresAndQueues() {
        assertThat(KnownNames.settingsIn(Map.of("AWS_ENDPOINT_URL", "http://all:1")))
                .isEqualTo(Map.of("longshore.s3.endpoint", "http://all:1", "longshore.sqs.endpoint", "http://all:1"));
    }

    @Test
    void anythingElseMeansNothing() {
        assertThat(KnownNames.settingsIn(Map.of("PATH", "/bin", "HOME", "/root", "LONGSHORE_URL", "http://x")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TEMPORAL_API_KEY_FILE, longshore.engine.api-key",
        "LONGSHORE_ENGINE_API_KEY_FILE, longshore.engine.api-key",
        "LONGSHORE_LEDGER_PASSWORD_FILE, longshore.ledger.password",
        "LONGSHORE_S3_ACCESS_KEY_FILE, longshore.s3.access-key",
        "LONGSHORE_S3_SECRET_KEY_FILE, longshore.s3.secret-key",
        "LONGSHORE_SQS_ACCESS_KEY_FILE, longshore.sqs.access-key",
        "LONGSHORE_SQS_SECRET_KEY_FILE, longshore.sqs.secret-key",
        "LONGSHORE_STORES_MINIO_SECRET_KEY_FILE, longshore.stores.minio.secret-key",
        "LONGSHORE_STORES_MY_STORE_SECRET_KEY_FILE, longshore.stores.my-store.secret-key",
        "LONGSHORE_STORES_MY_STORE_2_ACCESS_KEY_FILE, longshore.stores.my-store-2.access-key"
    })
    void aSecretMayStandInAFileWithALineBreakAtItsEnd(String name, String key) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "hidden words\r\n");

        assertThat(KnownNames.settingsIn(Map.of(name, file.toString()))).isEqualTo(Map.of(key, "hidden words"));
    }

    @Test
    void theSecretInAFileReachesTheSettingThatItIsFor() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "hidden\n");
        Map<String, Object> settings = KnownNames.settingsIn(Map.of(
                "LONGSHORE_LEDGER_PASSWORD_FILE",
                file.toString(),
                "LONGSHORE_STORES_MINIO_SECRET_KEY_FILE",
                file.toString()));

        assertThat(Settings.properties(settings).ledger().password()).isEqualTo(new Secret("hidden"));
        assertThat(Settings.properties(settings).stores().stores())
                .extractingByKey("minio")
                .extracting(StoreProperties::secretKey)
                .isEqualTo(new Secret("hidden"));
    }

    @Test
    void aSecretsFileThatIsMissingStopsTheStart() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("LONGSHORE_LEDGER_PASSWORD_FILE", missing.toString())))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("LONGSHORE_LEDGER_PASSWORD_FILE names a file that cannot be read: " + missing);
    }

    @Test
    void aSecretsFileThatIsNoFileStopsTheStart() {
        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("TEMPORAL_API_KEY_FILE", folder.toString())))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith("TEMPORAL_API_KEY_FILE names a file that cannot be read");
    }

    @Test
    void aSecretsFileThatIsEmptyStopsTheStart() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> KnownNames.settingsIn(Map.of("LONGSHORE_LEDGER_PASSWORD_FILE", empty.toString())))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("LONGSHORE_LEDGER_PASSWORD_FILE names a file that is empty: " + empty);
    }

    @Test
    void onlySecretsStandInFiles() {
        assertThat(KnownNames.settingsIn(Map.of("LONGSHORE_LEDGER_URL_FILE", "/nowhere", "SOME_PASSWORD_FILE", "/x")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "TRUE"})
    void debugSwitchesOurOwnDebugLogOnAndNoOther(String on) {
        assertThat(KnownNames.settingsIn(Map.of("DEBUG", on)))
                .isEqualTo(Map.of("logging.level.dev.longshore", "debug"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "false", "", "no"})
    void debugSwitchedOffChangesNothing(String off) {
        assertThat(KnownNames.settingsIn(Map.of("DEBUG", off))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "false"})
    void withoutDevModeLogsAreJson(String off) {
        assertThat(KnownNames.settingsIn(Map.of("DEV_MODE", off)))
                .isEqualTo(Map.of("logging.structured.format.console", "logstash"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", " "})
    void inDevModeAndWhereItIsNotSaidLogsAreForPeople(String on) {
        assertThat(KnownNames.settingsIn(Map.of("DEV_MODE", on))).isEmpty();
    }
}
