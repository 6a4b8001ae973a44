package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointsFileTest {

    private static final long MINE = ProcessHandle.current().pid();

    @TempDir
    private Path data;

    private Path path;
    private EndpointsFile file;

    @BeforeEach
    void namesTheFile() {
        path = data.resolve("endpoints.json");
        file = new EndpointsFile(data);
    }

    @Test
    void givesBackWhatWasWritten() {
        file.write(all(MINE));

        assertThat(file.read()).contains(all(MINE));
    }

    @Test
    void givesBackPartsThatDoNotRunAsNone() {
        Endpoints none = new Endpoints(MINE, null, null, null, null, null, null, null, null);

        file.write(none);

        assertThat(file.read()).contains(none);
    }

    @Test
    void hasTheFormThatOthersReadToo() throws IOException {
        file.write(all(MINE));

        assertThat(Files.readString(path).replaceAll("\\s", ""))
                .isEqualTo(("{'pid':%d,'api':'http://127.0.0.1:8080','s3':{'endpoint':'http://127.0.0.1:9000',"
                                + "'accessKey':'minioadmin','secretKey':'hidden'},'sqs':'http://127.0.0.1:9324','redis':null,"
                                + "'postgres':'jdbc:postgresql://127.0.0.1:5433/longshore?user=longshore',"
                                + "'engine':{'way':'dev-server','address':'127.0.0.1:7233','ui':'http://127.0.0.1:8233'},"
                                + "'simulators':null,'filerobot':null}")
                        .formatted(MINE)
                        .replace('\'', '"'));
    }

    @Test
    void canBeReadByItsOwnerAlone() throws IOException {
        file.write(all(MINE));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesOneThatOthersCouldReadAndADraftThatWasLeft() throws IOException {
        Files.writeString(path, "{}");
        Files.writeString(data.resolve("endpoints.json.draft"), "{\"pid\":");

        file.write(all(MINE));

        assertThat(file.read()).contains(all(MINE));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (var left = Files.list(data)) {
            assertThat(left).containsExactly(path);
        }
    }

    @Test
    void isNeverSeenHalfWritten() throws Exception {
        file.write(all(MINE));
        CountDownLatch written = new CountDownLatch(200);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                while (written.getCount() > 0) {
                    file.write(all(MINE));
                    written.countDown();
                }
            });
            while (written.getCount() > 0 && !writing.isDone()) {
                assertThat(file.read()).contains(all(MINE));
            }
            writing.get();
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void isNoneWhereNothingRuns() {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void isNoneWhereOnlyADraftIsLeft() throws IOException {
        Files.writeString(data.resolve("endpoints.json.draft"), "{\"pid\":" + MINE);

        assertThat(file.read()).isEmpty();
    }

    @Test
    void isNoneWhereItsProcessIsGone() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        file.write(all(ended.pid()));

        assertThat(file.read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"pid\":1,\"s3\":{\"secretKey\":\"hidden\"", "[]", "null", "{\"pid\":\"mine\"}", "{}"
            })
    void saysWhichFileItIsWhereItWasSpoiledAndShowsNothingOfIt(String content) throws IOException {
        Files.writeString(path, content);

        assertThatThrownBy(file::read)
                .isInstanceOf(WrongSettingException.class)
                .message()
                .startsWith(path + " cannot be read")
                .doesNotContain("hidden", "\n");
    }

    @Test
    void whatALaterVersionWritesBesidesDoesNoHarm() throws IOException {
        Files.writeString(path, "{\"pid\":" + MINE + ",\"api\":\"http://127.0.0.1:1\",\"later\":{\"a\":1}}");

        assertThat(Objects.requireNonNull(file.read().orElseThrow().api())).isEqualTo("http://127.0.0.1:1");
    }

    @Test
    void isGoneOnceRemovedAndMayBeRemovedTwice() {
        file.write(all(MINE));

        file.remove();
        file.remove();

        assertThat(path).doesNotExist();
    }

    @Test
    void becomesTheSettingsOfAProcessThatJoins() {
        assertThat(EndpointsFile.settingsOf(all(MINE)))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("longshore.engine.address", "127.0.0.1:7233"),
                        Map.entry("longshore.engine.ui", "http://127.0.0.1:8233"),
                        Map.entry("longshore.engine.namespace", "default"),
                        Map.entry("longshore.engine.api-key", ""),
                        Map.entry("longshore.engine.tls.enabled", "false"),
                        Map.entry("longshore.engine.tls.client-cert-path", ""),
                        Map.entry("longshore.engine.tls.client-key-path", ""),
                        Map.entry("longshore.engine.tls.server-ca-cert-path", ""),
                        Map.entry("longshore.engine.tls.server-name", ""),
                        Map.entry("longshore.s3.endpoint", "http://127.0.0.1:9000"),
                        Map.entry("longshore.s3.access-key", "minioadmin"),
                        Map.entry("longshore.s3.secret-key", "hidden"),
                        Map.entry("longshore.s3.region", "us-east-1"),
                        Map.entry("longshore.s3.path-style", "true"),
                        Map.entry("longshore.s3.checksums", "when-supported"),
                        Map.entry("longshore.s3.all-buckets", "true"),
                        Map.entry("longshore.sqs.endpoint", "http://127.0.0.1:9324"),
                        Map.entry("longshore.sqs.region", "us-east-1"),
                        Map.entry("longshore.sqs.access-key", "local"),
                        Map.entry("longshore.sqs.secret-key", "local"),
                        Map.entry(
                                "longshore.ledger.url", "jdbc:postgresql://127.0.0.1:5433/longshore?user=longshore")));
    }

    @Test
    void leavesTheNamespaceOfAnotherEngineToTheEnvironment() {
        Endpoints.Engine cluster = new Endpoints.Engine("external", "temporal:7233", null);
        Endpoints joined = new Endpoints(MINE, null, null, null, null, null, cluster, null, null);

        assertThat(EndpointsFile.settingsOf(joined))
                .containsEntry("longshore.engine.address", "temporal:7233")
                .doesNotContainKeys("longshore.engine.namespace", "longshore.engine.tls.enabled");
    }

    @Test
    void meansNoQueuesOfTheEnvironmentWhereTheLocalModeHasNone() {
        Endpoints joined = new Endpoints(MINE, null, null, null, null, null, null, null, null);

        assertThat(EndpointsFile.settingsOf(joined))
                .isEqualTo(Map.of("longshore.archive.source-queue", "", "longshore.archive.destination-queue", ""));
    }

    @Test
    void keepsWhatIsMeantForAnotherEngineFromTheLocalOne() {
        EngineProperties engine =
                Settings.properties(EndpointsFile.settingsOf(all(MINE))).engine();

        assertThat(engine.apiKey()).isNull();
        assertThat(engine.tls().isWanted()).isFalse();
        assertThat(engine.tls().serverName()).isNull();
    }

    private static Endpoints all(long pid) {
        return new Endpoints(
                pid,
                "http://127.0.0.1:8080",
                new Endpoints.S3("http://127.0.0.1:9000", "minioadmin", "hidden"),
                "http://127.0.0.1:9324",
                null,
                "jdbc:postgresql://127.0.0.1:5433/longshore?user=longshore",
                new Endpoints.Engine("dev-server", "127.0.0.1:7233", "http://127.0.0.1:8233"),
                null,
                null);
    }
}
