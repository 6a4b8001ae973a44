package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting has one property and one variable; whoever renames one breaks installations, and this test. */
final class SettingKeysTest {

    static Stream<Setting> settings() {
        return Stream.of(
                        engine(),
                        ledger(),
                        archive(),
                        queues(),
                        sqs(),
                        store("longshore.s3", "LONGSHORE_S3", StoresProperties::s3))
                .flatMap(List::stream);
    }

    static Stream<Setting> settingsOfNamedStores() {
        return store(
                "longshore.stores.minio",
                "LONGSHORE_STORES_MINIO",
                all -> all.stores().get("minio"))
                .stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"settings", "settingsOfNamedStores"})
    void isReadFromItsProperty(Setting setting) {
        Settings settings = Settings.properties(Map.of(setting.key, setting.text));

        assertThat(setting.read.apply(settings)).isEqualTo(setting.expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"settings", "settingsOfNamedStores"})
    void isReadFromItsVariable(Setting setting) {
        Settings settings = Settings.variables(Map.of(setting.variable, setting.text));

        assertThat(setting.read.apply(settings)).isEqualTo(setting.expected);
    }

    @Test
    void noSettingIsMissingHere() {
        List<String> expected = Stream.of(
                        keysOf("longshore.engine", EngineProperties.class),
                        keysOf("longshore.engine.tls", EngineProperties.Tls.class),
                        keysOf("longshore.ledger", LedgerProperties.class),
                        keysOf("longshore.archive", ArchiveBuckets.class),
                        keysOf("longshore.archive", ArchiveQueues.class),
                        keysOf("longshore.sqs", SqsProperties.class),
                        keysOf("longshore.s3", StoreProperties.class))
                .flatMap(Function.identity())
                .filter(key -> !key.equals("longshore.engine.tls"))
                .toList();

        assertThat(settings().map(Setting::key)).containsExactlyInAnyOrderElementsOf(new TreeSet<>(expected));
    }

    private static Stream<String> keysOf(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + "."
                        + name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT));
    }

    private static List<Setting> engine() {
        return List.of(
                engine("address", "ADDRESS", "temporal:7233", EngineProperties::address),
                engine("namespace", "NAMESPACE", "files", EngineProperties::namespace),
                new Setting(
                        "longshore.engine.api-key",
                        "LONGSHORE_ENGINE_API_KEY",
                        "hidden",
                        new Secret("hidden"),
                        settings -> settings.engine().apiKey()),
                engine("ui", "UI", "http://temporal:8233", EngineProperties::ui),
                new Setting(
                        "longshore.engine.tls.enabled",
                        "LONGSHORE_ENGINE_TLS_ENABLED",
                        "true",
                        true,
                        settings -> settings.engine().tls().enabled()),
                tls("server-ca-cert-path", "SERVER_CA_CERT_PATH", EngineProperties.Tls::serverCaCertPath),
                tls("server-name", "SERVER_NAME", EngineProperties.Tls::serverName),
                tls("client-cert-path", "CLIENT_CERT_PATH", EngineProperties.Tls::clientCertPath),
                tls("client-key-path", "CLIENT_KEY_PATH", EngineProperties.Tls::clientKeyPath));
    }

    private static Setting engine(
            String key, String variable, String text, Function<EngineProperties, Object> component) {
        return new Setting(
                "longshore.engine." + key,
                "LONGSHORE_ENGINE_" + variable,
                text,
                text,
                settings -> component.apply(settings.engine()));
    }

    private static Setting tls(String key, String variable, Function<EngineProperties.Tls, Object> component) {
        return engine("tls." + key, "TLS_" + variable, "some", engine -> component.apply(engine.tls()));
    }

    private static List<Setting> ledger() {
        return List.of(
                ledger("url", "URL", "jdbc:postgresql://db/longshore", "jdbc:postgresql://db/longshore"),
                ledger("user", "USER", "longshore", "longshore"),
                ledger("password", "PASSWORD", "hidden", new Secret("hidden")),
                ledger("max-connections", "MAX_CONNECTIONS", "20", 20));
    }

    private static Setting ledger(String key, String variable, String text, Object expected) {
        return new Setting("longshore.ledger." + key, "LONGSHORE_LEDGER_" + variable, text, expected, settings -> {
            LedgerProperties ledger = settings.ledger();
            return switch (key) {
                case "url" -> ledger.url();
                case "user" -> ledger.user();
                case "password" -> ledger.password();
                default -> ledger.maxConnections();
            };
        });
    }

    private static List<Setting> archive() {
        return List.of(
                archive("source-bucket", "SOURCE_BUCKET", ArchiveBuckets::sourceBucket),
                archive("destination-bucket", "DESTINATION_BUCKET", ArchiveBuckets::destinationBucket),
                archive("base-url", "BASE_URL", ArchiveBuckets::baseUrl));
    }

    private static Setting archive(String key, String variable, Function<ArchiveBuckets, Object> component) {
        return new Setting(
                "longshore.archive." + key,
                "LONGSHORE_ARCHIVE_" + variable,
                "some",
                "some",
                settings -> component.apply(settings.archive()));
    }

    private static List<Setting> queues() {
        return List.of(
                queue("source-queue", "SOURCE_QUEUE", ArchiveQueues::sourceQueue),
                queue("destination-queue", "DESTINATION_QUEUE", ArchiveQueues::destinationQueue));
    }

    private static Setting queue(String key, String variable, Function<ArchiveQueues, Object> component) {
        return new Setting(
                "longshore.archive." + key,
                "LONGSHORE_ARCHIVE_" + variable,
                "some",
                "some",
                settings -> component.apply(settings.queues()));
    }

    private static List<Setting> sqs() {
        Here here = new Here("longshore.sqs", "LONGSHORE_SQS");
        return List.of(
                here.setting(
                        "endpoint",
                        "http://mq:9324",
                        URI.create("http://mq:9324"),
                        settings -> settings.sqs().endpoint()),
                here.setting(
                        "region",
                        "eu-west-1",
                        "eu-west-1",
                        settings -> settings.sqs().region()),
                half(here, "access-key", SqsProperties::accessKey),
                half(here, "secret-key", SqsProperties::secretKey));
    }

    /** Half a pair of keys is refused, so each is read with the other beside it. */
    private static Setting half(Here here, String key, Function<SqsProperties, Object> component) {
        return here.setting(
                key,
                "hidden",
                new Secret("hidden"),
                settings -> component.apply(settings.beside(
                                Map.of("longshore.sqs.access-key", "other", "longshore.sqs.secret-key", "other"))
                        .sqs()));
    }

    private static List<Setting> store(
            String prefix, String variablePrefix, Function<StoresProperties, StoreProperties> which) {
        Function<Settings, StoreProperties> store = settings -> which.apply(settings.stores());
        Here here = new Here(prefix, variablePrefix);
        return List.of(
                here.setting(
                        "endpoint",
                        "http://minio:9000",
                        URI.create("http://minio:9000"),
                        store.andThen(StoreProperties::endpoint)),
                here.setting("region", "eu-west-1", "eu-west-1", store.andThen(StoreProperties::region)),
                here.setting("path-style", "true", true, store.andThen(StoreProperties::pathStyle)),
                here.setting("checksums", "when-required", "when-required", store.andThen(StoreProperties::checksums)),
                here.setting("access-key", "known", new Secret("known"), store.andThen(StoreProperties::accessKey)),
                here.setting("secret-key", "hidden", new Secret("hidden"), store.andThen(StoreProperties::secretKey)),
                here.setting("buckets", "a,b", List.of("a", "b"), store.andThen(StoreProperties::buckets)),
                here.setting("rights", "read", List.of("read"), store.andThen(StoreProperties::rights)),
                here.setting("all-buckets", "true", true, store.andThen(StoreProperties::allBuckets)),
                here.setting("requester-pays", "true", true, store.andThen(StoreProperties::requesterPays)),
                here.setting(
                        "bucket-owner", "012345678901", "012345678901", store.andThen(StoreProperties::bucketOwner)),
                here.setting("most-requests", "16", 16, store.andThen(StoreProperties::mostRequests)));
    }

    private record Here(String prefix, String variablePrefix) {

        Setting setting(String key, String text, Object expected, Function<Settings, Object> read) {
            String variable = key.replace('-', '_').toUpperCase(Locale.ROOT);
            return new Setting(prefix + "." + key, variablePrefix + "_" + variable, text, expected, read);
        }
    }

    /** What reading it from that text must give. */
    private record Setting(String key, String variable, String text, Object expected, Function<Settings, Object> read) {

        @Override
        public String toString() {
            return key + " and " + variable;
        }
    }
}
