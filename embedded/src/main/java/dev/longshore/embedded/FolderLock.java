package dev.longshore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Keeps a second process out of a folder; the operating system lets go of it when this one dies, however it dies. */
public final class FolderLock implements AutoCloseable {

    /** A process that was killed a moment ago may still be going. */
    static final Duration MOMENT = Duration.ofSeconds(3);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, for a moment waiting for a process that is ending.
     *
     * @throws ServerFailedException if somebody else still has it when the patience is over
     */
    public static FolderLock take(Path folder, Duration patience) {
        Path file = folder.resolve("lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (Deadline.of(patience).reaches(() -> isOurs(channel))) {
                write(channel);
                return new FolderLock(channel);
            }
            String holder = read(channel);
            channel.close();
            throw new ServerFailedException(
                    folder + " is in use by another Longshore" + holder + "; stop that one first");
        } catch (IOException error) {
            throw new ServerFailedException("Cannot use the folder " + folder + ": " + error, error);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static boolean isOurs(FileChannel channel) {
        try {
            return Optional.ofNullable(channel.tryLock()).isPresent();
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static void write(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(
                Long.toString(ProcessHandle.current().pid())));
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        String holder = StandardCharsets.US_ASCII.decode(pid.flip()).toString();
        return holder.isEmpty() ? "" : " (pid " + holder + ")";
    }
}
