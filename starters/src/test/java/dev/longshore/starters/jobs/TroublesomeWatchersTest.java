package dev.longshore.starters.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.running.Deadline;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Some jobs and watchers make trouble; the watchers of others hear of their jobs all the same. */
@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TroublesomeWatchersTest {

    private static final int SILENT = 3;
    private static final int MORE_THAN_SOCKETS_HOLD = 16 << 20;

    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(new FakeJobEngine(), Map.of());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void watchersThatReadNothingHoldUpTheOthersForSecondsOnly() throws Exception {
        String loud = aJob();
        String other = aJob();
        Watcher watcher = watch(other);
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < SILENT; i++) {
            silent.add(watchSilently(loud));
        }

        String result = "{\"text\":\"" + "x".repeat(MORE_THAN_SOCKETS_HOLD) + "\"}";
        api.ledger().runs().begin(loud, 1);
        api.ledger().runs().close(loud, 1, new Ending(JobState.DONE, result, null));
        Deadline.until(() -> silent.stream().anyMatch(socket -> waiting(socket) > 1000));
        api.ledger().runs().begin(other, 1);

        Deadline.until(() -> watcher.hasHeard("\"running\""));
        for (Socket each : silent) {
            each.close();
        }
    }

    @Test
    void aJobThatCannotBeReadKeepsNoOtherFromItsWatchers() throws Exception {
        List<String> odd = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            odd.add(aJob());
            watch(odd.get(i));
        }
        String other = aJob();
        Watcher watcher = watch(other);
        try (Connection connection = api.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE longshore.job DROP CONSTRAINT job_state_check");
            for (String id : odd) {
                statement.execute("UPDATE longshore.job SET state = 'odd' WHERE id = '" + id + "'");
            }
        }

        api.ledger().runs().begin(other, 1);

        Deadline.until(() -> watcher.hasHeard("\"running\""));
        assertThat(watcher.hasHeard("\"odd\"")).isFalse();
    }

    private static int waiting(Socket socket) {
        try {
            return socket.getInputStream().available();
        } catch (IOException closed) {
            return 0;
        }
    }

    /** Reads the answer to the handshake, and then nothing. */
    private Socket watchSilently(String id) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
        String request = "GET /api/jobs/" + id + "/events HTTP/1.1\r\nHost: 127.0.0.1:" + api.port()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) in.read());
        }
        assertThat(answer).startsWith("HTTP/1.1 101");
        return socket;
    }

    private Watcher watch(String id) throws Exception {
        Watcher watcher = new Watcher();
        URI uri = URI.create("ws://127.0.0.1:" + api.port() + "/api/jobs/" + id + "/events");
        api.client().newWebSocketBuilder().buildAsync(uri, watcher).get(20, TimeUnit.SECONDS);
        Deadline.until(() -> watcher.hasHeard("\"queued\""));
        return watcher;
    }

    private String aJob() {
        return RunningApi.json(api.post("/api/archive", "{\"from\":\"s3://source-images/trip/\"}"))
                .path("id")
                .asString();
    }

    private static final class Watcher implements WebSocket.Listener {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        boolean hasHeard(String word) {
            return texts.stream().anyMatch(text -> text.contains(word));
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            texts.add(data.toString());
            socket.request(1);
            return null;
        }
    }
}
