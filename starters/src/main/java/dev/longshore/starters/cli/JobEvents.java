package dev.longshore.starters.cli;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the API tells of one job over a WebSocket: one text after the other, a few at most in memory. */
final class JobEvents implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final int AHEAD = 4;
    private static final int LONGEST_TEXT = 16 << 20;

    private final WebSocket socket;
    private final Heard heard;

    private JobEvents(WebSocket socket, Heard heard) {
        this.socket = socket;
        this.heard = heard;
    }

    /** A text, or none because the connection has ended. */
    private record Message(@Nullable String text) {}

    /** Opens the connection; empty if there is none to be had, in which case the job can be asked for again and again. */
    static Optional<JobEvents> open(Api api, String jobId) {
        Heard heard = new Heard();
        WebSocket.Builder builder = HttpClient.newBuilder()
                .connectTimeout(TO_CONNECT)
                .build()
                .newWebSocketBuilder()
                .connectTimeout(TO_CONNECT);
        api.token().ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
        try {
            WebSocket socket = builder.buildAsync(api.address().events("/api/jobs/" + jobId + "/events"), heard)
                    .get(TO_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(new JobEvents(socket, heard));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty(); // refused, or a proxy between that knows no WebSockets
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * The next text; empty if none comes in that time.
     *
     * @throws IOException if the connection has ended
     */
    Optional<String> next(Duration patience) throws IOException, InterruptedException {
        Message message = heard.messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            return Optional.empty();
        }
        if (message.text() == null) {
            throw new IOException("the connection has ended");
        }
        socket.request(1);
        return Optional.of(message.text());
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Asks for another text only when one was taken. */
    private static final class Heard implements WebSocket.Listener {

        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
        private final StringBuilder pieces = new StringBuilder();

        /** A few in advance: with nothing asked for, the JDK may not notice that the other side has hung up. */
        @Override
        public void onOpen(WebSocket webSocket) {
            webSocket.request(AHEAD);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            pieces.append(data);
            if (last) {
                messages.add(new Message(pieces.toString()));
                pieces.setLength(0);
            } else if (pieces.length() > LONGEST_TEXT) {
                messages.add(new Message(null));
                webSocket.abort();
            } else {
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            messages.add(new Message(null));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            messages.add(new Message(null));
        }
    }
}
