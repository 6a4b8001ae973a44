package dev.longshore.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a child process writes: a file, because a pipe would break with the death of this process. */
record ServerLog(Path file) {

    private static final int TAIL_BYTES = 2000;

    /** Sets the log of the last run aside. */
    static ServerLog begin(Path file) throws IOException {
        if (Files.exists(file)) {
            Path last = file.resolveSibling(file.getFileName() + ".last");
            Files.move(file, last, StandardCopyOption.REPLACE_EXISTING);
        }
        return new ServerLog(file);
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** For the end of a message: the log's last lines and where it is. */
    String tail() {
        return " Log " + file + ":\n" + lastLines();
    }

    private String lastLines() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, log.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (log.length() - start)];
            log.seek(start);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException error) {
            return "(cannot be read: " + error + ")";
        }
    }
}
