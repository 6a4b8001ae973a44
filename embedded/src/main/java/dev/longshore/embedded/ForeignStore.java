package dev.longshore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An S3 server of others as a child process, where the machine has its program. */
public final class ForeignStore implements AutoCloseable {

    public static final String ACCESS_KEY = "access";
    public static final String SECRET_KEY = "secretsecret";

    /** Names the program of MinIO. */
    public static final String MINIO = "LONGSHORE_MINIO_SERVER";

    /** Names the program of moto. */
    public static final String MOTO = "LONGSHORE_MOTO_SERVER";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final int PATIENCE_MILLIS = 1000;
    private static final long STOPS_WITHIN_SECONDS = 10;

    private final Process process;
    private final int port;

    private ForeignStore(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Needs {@link #MINIO} in the environment; keeps its data, and its log, in the folder. */
    public static ForeignStore minio(Path folder) {
        int port = freePort();
        return start(
                List.of(program(MINIO), "server", folder.toString(), "--address", Loopback.HOST + ":" + port),
                folder,
                port);
    }

    /** Needs {@link #MOTO} in the environment; keeps its log in the folder, and its data in memory. */
    public static ForeignStore moto(Path folder) {
        int port = freePort();
        return start(List.of(program(MOTO), "-H", Loopback.HOST, "-p", Integer.toString(port)), folder, port);
    }

    public URI endpoint() {
        return URI.create("http://" + Loopback.HOST + ":" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ForeignStore start(List<String> command, Path folder, int port) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().put("MINIO_ROOT_USER", ACCESS_KEY);
            builder.environment().put("MINIO_ROOT_PASSWORD", SECRET_KEY);
            builder.environment().put("MINIO_KMS_SECRET_KEY", "a-key:" + "A".repeat(43) + "=");
            ForeignStore store = new ForeignStore(builder.start(), port);
            store.awaitAnswer();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program(String variable) {
        String program = System.getenv(variable);
        if (program == null) {
            throw new IllegalStateException(variable + " does not say where the program is");
        }
        return program;
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new ServerFailedException("The server at " + endpoint() + " does not answer");
            }
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
        return LocalPort.free(1).get(0);
    }
}
