package dev.longshore.storage.files;

import dev.longshore.storage.BlockStream;
import dev.longshore.storage.Blocks;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that gets its name only when it is whole and on the disk. Until then it is {@code .longshore-….part} in the same
 * folder, which who comes later with the same token goes on with, and which {@link #isUnfinished} tells from files.
 */
public final class FileSink implements Closeable {

    private static final String BEGIN = ".longshore-";
    private static final String END = ".part";
    private static final int DIGITS = 16;

    private final Path target;
    private final Path unfinished;
    private final HeldFile held;
    private final Disk disk;
    private final FileChannel channel;

    /** How long the file is by what was found and written here. */
    private final AtomicLong size;

    private FileSink(Path target, HeldFile held, Disk disk) throws IOException {
        this.target = target;
        this.held = held;
        this.disk = disk;
        unfinished = held.path();
        channel = held.channel();
        size = new AtomicLong(channel.size());
    }

    /**
     * Makes the folder if it is not there, and goes on with what an earlier one of this token wrote. Until this one is closed,
     * or its process is gone, nobody else writes there.
     *
     * @param token of this content for this target: another content needs another
     * @throws FileHeldException if an earlier one of this token is not closed yet, here or in another process
     */
    public static FileSink open(Path target, String token) throws IOException {
        return open(target, token, file -> file.force(true));
    }

    static FileSink open(Path target, String token, Disk disk) throws IOException {
        Path folder = folderOf(target);
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(BEGIN + digest(target.getFileName() + "\0" + token) + END);
        Optional<FileSink> sink = opened(target, unfinished, disk);
        return sink.isPresent()
                ? sink.get()
                : opened(target, unfinished, disk)
                        .orElseThrow(() -> new FileHeldException(unfinished + " gets another name again and again"));
    }

    /** Empty if what was there got its name from one that died then, and is somebody's under another since. */
    private static Optional<FileSink> opened(Path target, Path unfinished, Disk disk) throws IOException {
        HeldFile held = HeldFile.of(unfinished);
        boolean isOurs = false;
        try {
            isOurs = !held.hasOtherNames() || (Files.exists(target) && Files.isSameFile(target, unfinished));
            if (!isOurs) {
                held.delete();
            }
            return isOurs ? Optional.of(new FileSink(target, held, disk)) : Optional.empty();
        } finally {
            if (!isOurs) {
                held.close();
            }
        }
    }

    /** Whether a file of this name was never finished, and is nobody's if no transfer into its folder is under way. */
    public static boolean isUnfinished(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(BEGIN) && name.endsWith(END) && name.length() == BEGIN.length() + DIGITS + END.length();
    }

    /**
     * Removes a file that was never finished.
     *
     * @return false if somebody still writes it; then it stays
     */
    public static boolean remove(Path unfinished) throws IOException {
        try (HeldFile held = HeldFile.of(unfinished)) {
            held.delete();
            return true;
        } catch (FileHeldException written) {
            return false;
        }
    }

    /** A name in this folder that {@link #isUnfinished} tells from files, and that no transfer has. */
    static Path anyUnfinished(Path folder) {
        return folder.resolve(BEGIN + digest(UUID.randomUUID().toString()) + END);
    }

    /** How many bytes are there; after a crash of the machine they may be others than were written. */
    public long held() throws IOException {
        return channel.size();
    }

    /** All that is there, from its beginning. To close it closes nothing else: who closes a file gives up its locks. */
    public InputStream content() {
        return new BlockStream(new Content());
    }

    private final class Content implements Blocks {

        private long at;

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(bytes, offset, length), at);
            at += Math.max(0, count);
            return count;
        }
    }

    /** All of the bytes; may be called by several threads for different places. */
    public void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        size.accumulateAndGet(at, Math::max);
    }

    /** Cuts off what is behind, for what is there is not what was to be there. */
    public void truncate(long most) throws IOException {
        channel.truncate(most);
        size.accumulateAndGet(most, Math::min);
    }

    /**
     * Gives the file its name once all of it is on the disk; afterwards there is nothing unfinished any more. Somebody may take
     * it away as soon as it has its name.
     *
     * @param check throws if the folder is not the right one; asked before, when what is there can only be given a name where
     *     it was written, and once it has it
     * @throws FileAlreadyExistsException if something has that name, and stays; then the file is unfinished still
     * @throws FileHeldException if somebody else replaced or changed what was written; nothing gets the name
     * @throws IOException if it does not get to the disk; then it is removed, for a system that could not write something may
     *     say at the next question that all is written
     */
    public void finish(FileTime modified, Runnable check) throws IOException {
        held.requireOwn(size.get());
        Files.setLastModifiedTime(unfinished, modified);
        force();
        check.run();
        held.requireOwn(size.get());
        giveName();
        check.run();
        Files.delete(unfinished);
        Folders.forceFolderOf(target);
    }

    private void force() throws IOException {
        try {
            disk.force(channel);
        } catch (ClosedChannelException ended) { // by who ends this thread; the disk has said nothing
            throw ended;
        } catch (IOException failed) {
            try {
                discard();
            } catch (IOException left) {
                failed.addSuppressed(left);
            }
            throw failed;
        }
    }

    /** Where bytes are to be when the power fails. */
    interface Disk {
        void force(FileChannel file) throws IOException;
    }

    /** Removes what was written. */
    public void discard() throws IOException {
        held.delete();
        close();
    }

    @Override
    public void close() throws IOException {
        held.close();
    }

    /** A rename would replace what is there. */
    private void giveName() throws IOException {
        try {
            Files.createLink(target, unfinished);
        } catch (FileAlreadyExistsException taken) {
            if (!Files.isSameFile(target, unfinished)) { // by one that died before it took the other name away
                throw taken;
            }
        }
    }

    private static Path folderOf(Path target) {
        return Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file lies in a folder");
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
