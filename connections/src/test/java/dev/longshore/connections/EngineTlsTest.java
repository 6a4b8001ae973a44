package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ServerCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EngineTlsTest {

    private static final String TLS = "longshore.engine.tls.";

    private Certificates server;
    private Certificates client;

    @BeforeAll
    void makesCertificates(@TempDir Path folder) throws Exception {
        server = Certificates.madeFor("temporal.test", folder);
        client = Certificates.madeFor("longshore.test", folder);
    }

    @Test
    void trustsTheAuthorityThatIsNamed() throws Exception {
        try (FakeEngine engine = FakeEngine.with(server.ofServer());
                EngineConnection connection = connection(engine, trusting())) {
            assertThat(connection.ask().id()).isEqualTo("id of default");
        }
    }

    @Test
    void doesNotTrustAStranger() throws Exception {
        Map<String, Object> settings = trusting();
        settings.put(TLS + "server-ca-cert-path", client.certificate().toString());
        try (FakeEngine engine = FakeEngine.with(server.ofServer());
                EngineConnection connection = connection(engine, settings)) {
            assertThatThrownBy(connection::ask).isInstanceOf(EngineUnavailableException.class);
        }
    }

    @Test
    void doesNotTrustAnotherName() throws Exception {
        Map<String, Object> settings = trusting();
        settings.put(TLS + "server-name", "other.test");
        try (FakeEngine engine = FakeEngine.with(server.ofServer());
                EngineConnection connection = connection(engine, settings)) {
            assertThatThrownBy(connection::ask).isInstanceOf(EngineUnavailableException.class);
        }
    }

    @Test
    void doesNotTrustOnlyBecauseTlsIsSwitchedOn() throws Exception {
        try (FakeEngine engine = FakeEngine.with(server.ofServer());
                EngineConnection connection = connection(engine, Map.of(TLS + "enabled", "true"))) {
            assertThatThrownBy(connection::ask).isInstanceOf(EngineUnavailableException.class);
        }
    }

    @Test
    void showsItsOwnCertificateToAnEngineThatDemandsOne() throws Exception {
        Map<String, Object> settings = trusting();
        settings.put(TLS + "client-cert-path", client.certificate().toString());
        settings.put(TLS + "client-key-path", client.key().toString());
        ServerCredentials demanding = server.demanding(client.certificate());
        try (FakeEngine engine = FakeEngine.with(demanding);
                EngineConnection connection = connection(engine, settings);
                EngineConnection without = connection(engine, trusting())) {
            assertThat(connection.ask().id()).isEqualTo("id of default");
            assertThatThrownBy(without::ask).isInstanceOf(EngineUnavailableException.class);
        }
    }

    @Test
    void sendsItsKeyWithEachRequest() throws Exception {
        Map<String, Object> settings = trusting();
        settings.put("longshore.engine.api-key", "hidden");
        try (FakeEngine engine = FakeEngine.with(server.ofServer());
                EngineConnection connection = connection(engine, settings)) {
            assertThat(connection.ask().id()).isEqualTo("id of default");

            assertThat(engine.keysSeen()).isNotEmpty().containsOnly("Bearer hidden");
        }
    }

    @Test
    void sendsNoKeyOverAPlainConnection() throws Exception {
        try (FakeEngine engine = FakeEngine.start();
                EngineConnection connection = connection(engine, Map.of("longshore.engine.api-key", "hidden"))) {
            assertThatThrownBy(connection::ask).isInstanceOf(EngineUnavailableException.class);

            assertThat(engine.keysSeen()).isEmpty();
        }
    }

    @Test
    void aCertificateWithoutItsKeyStopsTheStart() throws Exception {
        try (FakeEngine engine = FakeEngine.start()) {
            assertThatThrownBy(() -> connection(engine, Map.of(TLS + "client-cert-path", "/some.pem")))
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessage(TLS + "client-cert-path and " + TLS + "client-key-path are set together or not at all");
            assertThatThrownBy(() -> connection(engine, Map.of(TLS + "client-key-path", "/some.key")))
                    .isInstanceOf(WrongSettingException.class);
        }
    }

    @Test
    void aFileThatIsMissingOrHoldsNoCertificateStopsTheStart(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        try (FakeEngine engine = FakeEngine.start()) {
            assertThatThrownBy(() -> connection(engine, Map.of(TLS + "server-ca-cert-path", "/missing.pem")))
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessageContaining("longshore.engine.tls")
                    .hasMessageContaining("/missing.pem");
            assertThatThrownBy(() -> connection(engine, Map.of(TLS + "server-ca-cert-path", empty.toString())))
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessageContaining(empty.toString());
            Map<String, Object> swapped = Map.of(
                    TLS + "client-cert-path", client.key().toString(),
                    TLS + "client-key-path", client.certificate().toString());
            assertThatThrownBy(() -> connection(engine, swapped))
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessageContaining("longshore.engine.tls");
        }
    }

    private Map<String, Object> trusting() {
        return new HashMap<>(Map.of(
                TLS + "server-ca-cert-path", server.certificate().toString(), TLS + "server-name", "temporal.test"));
    }

    private static EngineConnection connection(FakeEngine engine, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("longshore.engine.address", engine.address());
        return new EngineConnection(Settings.properties(all).engine());
    }
}
