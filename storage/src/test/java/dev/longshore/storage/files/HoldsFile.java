package dev.longshore.storage.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Another process, which has written the beginning of a file and is not finished until it is killed. */
final class HoldsFile implements AutoCloseable {

    private final Process process;

    HoldsFile(Path target, String token, String beginning) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsFile.class.getName(),
                        target.toString(),
                        token,
                        beginning)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.getInputStream().read() < 0) {
            throw new IOException("the other process did not get it");
        }
    }

    public static void main(String[] words) throws Exception {
        try (FileSink sink = FileSink.open(Path.of(words[0]), words[1])) {
            sink.write(ByteBuffer.wrap(words[2].getBytes(StandardCharsets.US_ASCII)), 0);
            System.out.println("held");
            new CountDownLatch(1).await();
        }
    }

    /** As SIGKILL does it. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
