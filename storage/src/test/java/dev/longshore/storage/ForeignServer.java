package dev.longshore.storage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** An S3 server of others as a child process, where the machine has one. */
final class ForeignServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int PATIENCE_MILLIS = 1000;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final int port;

    private ForeignServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on a free port.
     *
     * @param variable that says where the program is
     * @param command made of the program's path and the port
     */
    static ForeignServer start(String variable, Path log, BiFunction<String, Integer, List<String>> command) {
        String program = requireNonNull(System.getenv(variable), variable);
        int port = freePort();
        try {
            ProcessBuilder builder = new ProcessBuilder(command.apply(program, port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("MINIO_ROOT_USER", "access");
            builder.environment().put("MINIO_ROOT_PASSWORD", "secretsecret");
            builder.environment().put("MINIO_KMS_SECRET_KEY", "a-key:" + "A".repeat(43) + "=");
            ForeignServer server = new ForeignServer(builder.start(), port);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            assertThat(process.isAlive()).as("the server runs").isTrue();
            assertThat(System.nanoTime()).as("the server answers in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** A server may listen before it is ready, and leave who comes too early without an answer. */
    private boolean answers() {
        try {
            HttpURLConnection asked = (HttpURLConnection) endpoint().toURL().openConnection(Proxy.NO_PROXY);
            asked.setConnectTimeout(PATIENCE_MILLIS);
            asked.setReadTimeout(PATIENCE_MILLIS);
            return asked.getResponseCode() != HttpURLConnection.HTTP_UNAVAILABLE;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
