package dev.longshore.starters.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Longshore's REST API as its client sees it. Each request ends within its deadline; nothing is sent twice by itself.
 * Plain requests go by {@link HttpURLConnection}, which loads in a tenth of the time of {@code java.net.http}.
 */
public final class Api {

    private static final int LARGEST_ANSWER = 64 << 20;
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final Supplier<ApiAddress> whereabouts;
    private final Optional<String> token;
    private final Duration deadline;
    private ApiAddress address;

    Api(Supplier<ApiAddress> whereabouts, Optional<String> token, Duration deadline) {
        this.whereabouts = whereabouts;
        this.token = token;
        this.deadline = deadline;
        this.address = whereabouts.get();
    }

    ApiAddress address() {
        return address;
    }

    Optional<String> token() {
        return token;
    }

    /** After a restart with other ports the API is elsewhere. Without word of a new place the old one stays. */
    void lookForItAgain() {
        ApiAddress found = whereabouts.get();
        if (found.origin() != ApiAddress.Origin.USUAL) {
            address = found;
        }
    }

    /**
     * Asks for something.
     *
     * @throws CommandFailure if the API does not answer, or has not what was asked for
     */
    public JsonDocument get(String path) {
        return good(send("GET", path, Map.of(), null));
    }

    /** The answer as it is, good or not. */
    ApiAnswer ask(String path) {
        return send("GET", path, Map.of(), null);
    }

    /**
     * Asks that something be done.
     *
     * @throws CommandFailure if the API does not answer, or refuses
     */
    public JsonDocument post(String path, RequestBody body, Map<String, String> headers) {
        return good(send("POST", path, headers, body));
    }

    private JsonDocument good(ApiAnswer answer) {
        if (!answer.isGood()) {
            throw answer.failure(address.base());
        }
        return answer.json(address.base());
    }

    private ApiAnswer send(String method, String path, Map<String, String> headers, @Nullable RequestBody body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.at(path).toURL().openConnection();
            prepare(connection, method, headers);
            if (body != null) {
                write(connection, body);
            }
            return answerOf(connection);
        } catch (ConnectException | UnknownHostException e) {
            throw nobody(e);
        } catch (SocketTimeoutException e) {
            throw CommandFailure.noAnswer(
                            "no answer from " + address.base() + " within " + Figures.time(deadline),
                            "look with longshore doctor, or wait longer with --timeout")
                    .leavingOpen()
                    .because(e);
        } catch (IOException e) {
            throw CommandFailure.noAnswer(
                            "no answer from " + address.base() + " (" + e.getMessage() + ")",
                            "look with longshore doctor")
                    .leavingOpen()
                    .because(e);
        }
    }

    private void prepare(HttpURLConnection connection, String method, Map<String, String> headers) throws IOException {
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(
                (int) Math.min(TO_CONNECT.toMillis(), Math.min(deadline.toMillis(), Integer.MAX_VALUE)));
        connection.setReadTimeout((int) Math.min(deadline.toMillis(), Integer.MAX_VALUE));
        connection.setRequestProperty("Accept", "application/json, application/problem+json");
        token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
        headers.forEach(connection::setRequestProperty);
    }

    /** Streamed, which also keeps the JDK from sending a request again by itself after a lost connection. */
    private static void write(HttpURLConnection connection, RequestBody body) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setFixedLengthStreamingMode(body.length());
        try (InputStream in = body.open();
                OutputStream out = connection.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private ApiAnswer answerOf(HttpURLConnection connection) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        int status = connection.getResponseCode();
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            byte[] body = in == null ? new byte[0] : readUntil(end, in);
            if (in != null && body.length < connection.getContentLengthLong()) {
                throw new IOException("its answer was cut short"); // which the JDK keeps to itself
            }
            return new ApiAnswer(
                    status, new String(body, StandardCharsets.UTF_8), connection.getHeaderField("Location"));
        }
    }

    private static byte[] readUntil(long end, InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 14];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            read.write(buffer, 0, length);
            if (read.size() > LARGEST_ANSWER) {
                throw new IOException("it answers without end");
            }
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("the answer came too slowly");
            }
        }
        return read.toByteArray();
    }

    private CommandFailure nobody(IOException cause) {
        boolean isOurs = address.origin() == ApiAddress.Origin.USUAL || address.origin() == ApiAddress.Origin.ENDPOINTS;
        String where = isOurs ? "" : ", as " + address.origin().words() + " says";
        return CommandFailure.noAnswer("no Longshore API at " + address.base() + where, "start one with ./longshore up")
                .because(cause);
    }
}
