package dev.longshore.connections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on the screen of somebody who set something wrong: key, value and what is allowed, in one line. */
final class WrongSettingsTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            longshore.engine.address | temporal | host:port
            longshore.engine.address | http://temporal:7233 | host:port
            longshore.engine.address | temporal:https | host:port
            longshore.engine.address | temporal:70000 | host:port
            longshore.engine.address | temporal:0 | host:port
            longshore.engine.tls.enabled | perhaps | true or false
            longshore.ledger.max-connections | 2 | 3 or more
            longshore.ledger.max-connections | many | a whole number
            longshore.s3.path-style | perhaps | true or false
            longshore.s3.checksums | md5 | when-supported, when-required
            longshore.s3.rights | append | read, write, delete
            longshore.s3.endpoint | minio 9000 | a URL such as http://127.0.0.1:9000
            longshore.s3.endpoint | minio:9000 | a URL such as http://127.0.0.1:9000
            longshore.s3.endpoint | ftp://minio | a URL such as http://127.0.0.1:9000
            longshore.s3.endpoint | http://127.0.0.1:99999 | a URL such as http://127.0.0.1:9000
            longshore.stores.minio.endpoint | http://127.0.0.1:0 | a URL such as http://127.0.0.1:9000
            longshore.s3.requester-pays | perhaps | true or false
            longshore.s3.bucket-owner | 12345 | the 12 digits of an account
            longshore.stores.minio.bucket-owner | my-account | the 12 digits of an account
            longshore.s3.most-requests | 0 | 1 to 128
            longshore.s3.most-requests | 129 | 1 to 128
            longshore.stores.minio.most-requests | many | a whole number
            longshore.sqs.endpoint | mq:9324 | a URL such as http://127.0.0.1:9324
            longshore.stores.minio.checksums | md5 | when-supported, when-required
            longshore.stores.minio.rights | append | read, write, delete
            longshore.stores.minio.path-style | perhaps | true or false
            """)
    void isNamedWithItsValueAndWhatIsAllowed(String key, String value, String allowed) {
        Said said = said(() -> readAll(Map.of(key, value)));

        assertThat(said.code).isEqualTo(2);
        assertThat(said.text.lines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(key, allowed);
        assertThat(said.text).contains("'" + value + "'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"my_store", "Minio", "-a"})
    void aStoreHasASpeakableName(String name) {
        Said said = said(() -> readAll(Map.of("longshore.stores[" + name + "].region", "eu-west-1")));

        assertThat(said.code).isEqualTo(2);
        assertThat(said.text).contains("longshore.stores", "'" + name + "'", "a-z, 0-9 and -");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"longshore.s3", "longshore.sqs"})
    void aKeyWithoutItsOtherHalfIsRefusedWithoutShowingIt(String of) {
        Said said = said(() -> readAll(Map.of(of + ".access-key", "AKIAHALF")));

        assertThat(said.code).isEqualTo(2);
        assertThat(said.text).contains(of + ".access-key", of + ".secret-key", "together");
        assertThat(said.text).doesNotContain("AKIAHALF");
    }

    @Test
    void aLedgerUrlIsRefusedWithoutShowingThePasswordThatMayStandInIt() {
        Said said = said(() -> readAll(Map.of("longshore.ledger.url", "postgres://me:hidden@db/longshore")));

        assertThat(said.code).isEqualTo(2);
        assertThat(said.text)
                .contains("longshore.ledger.url", "jdbc:postgresql:")
                .doesNotContain("hidden");
    }

    @Test
    void aMissingLedgerIsAskedForWithAnExample() {
        Said said =
                said(() -> new ConnectionsConfiguration().ledger(Settings.none().ledger()));

        assertThat(said.code).isEqualTo(2);
        assertThat(said.text.lines())
                .singleElement()
                .asString()
                .contains("LONGSHORE_LEDGER_URL is not set", "jdbc:postgresql://127.0.0.1:5432/longshore");
    }

    @Test
    void whatARecordOfAnotherFloorSaysOfItsSettingIsPassedOn() {
        Said said = said(() ->
                Settings.properties(Map.of("longshore.foreign.size", "1")).read("longshore.foreign", Foreign.class));

        assertThat(said.code).isEqualTo(2);
        assertThat(said.text.strip()).isEqualTo("error: longshore.foreign.size is '1', allowed: 5 or more");
    }

    @Test
    void anEnumIsToldByItsNames() {
        Said said = said(() -> Settings.properties(Map.of("longshore.foreign.mode", "slow"))
                .read("longshore.foreign", ForeignMode.class));

        assertThat(said.text.strip()).isEqualTo("error: longshore.foreign.mode is 'slow', allowed: at-once, later-on");
    }

    @Test
    void somethingElseIsSaidInOneLineToo() {
        Said said = said(() -> {
            throw new IllegalStateException("the sky falls");
        });

        assertThat(said.code).isEqualTo(1);
        assertThat(said.text.lines()).singleElement().asString().contains("cannot start", "the sky falls");
    }

    private static void readAll(Map<String, Object> properties) {
        Settings settings = Settings.properties(properties);
        Objects.requireNonNull(settings.engine());
        Objects.requireNonNull(settings.ledger());
        Objects.requireNonNull(settings.sqs());
        List<Object> stores = List.copyOf(StoreSettingsReader.settingsOf(settings.stores(), settings.archive()));
        assertThat(stores).isNotEmpty();
    }

    private static Said said(Runnable start) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = Startup.explain(catchThrowable(start::run), new PrintStream(errors, true, UTF_8));
        return new Said(code, errors.toString(UTF_8));
    }

    private record Said(int code, String text) {}

    record Foreign(int size) {

        Foreign {
            if (size < 5) {
                throw new IllegalArgumentException("longshore.foreign.size is '" + size + "', allowed: 5 or more");
            }
        }
    }

    record ForeignMode(Mode mode) {}

    enum Mode {
        AT_ONCE,
        LATER_ON
    }
}
