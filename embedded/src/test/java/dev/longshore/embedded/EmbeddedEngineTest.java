package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class EmbeddedEngineTest {

    @Test
    void startsWorkflowsForItsClients() {
        try (EmbeddedEngine engine = EmbeddedEngine.start(0);
                EngineClient client = new EngineClient(engine.address())) {
            client.startWorkflow("archive:1");

            assertThat(client.isRunning("archive:1")).isTrue();
            assertThat(client.isRunning("archive:2")).isFalse();
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        try (EmbeddedEngine engine = EmbeddedEngine.start(0)) {
            assertThat(new RunningServer(ProcessHandle.current()).listening())
                    .anyMatch(socket -> socket.port() == engine.port())
                    .allMatch(ListeningSockets.Listening::isLoopback);
        }
    }

    @Test
    void givesItsPortBack() {
        EmbeddedEngine engine = EmbeddedEngine.start(0);
        int port = engine.port();
        engine.close();

        try (EmbeddedEngine again = EmbeddedEngine.start(port)) {
            assertThat(again.address()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void saysWhoHasThePort() throws Exception {
        try (ServerSocket taken = Loopback.listenOn(0)) {
            assertThatThrownBy(() -> EmbeddedEngine.start(taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("set LONGSHORE_LOCAL_PORTS_ENGINE or use --free-ports");
        }
    }
}
