package dev.longshore.storage.files;

import dev.longshore.storage.Blocks;
import dev.longshore.storage.SourceChangedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A range of one content of a file, opened at the first read. */
final class FileBlocks implements Blocks {

    private final Path path;
    private final FileIdentity identity;
    private final long end;
    private long position;
    private @Nullable FileChannel channel;

    FileBlocks(Path path, FileIdentity identity, long offset, long length) {
        this.path = path;
        this.identity = identity;
        this.position = offset;
        this.end = offset + length;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        FileChannel open = opened();
        int count = open.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
        if (count < 0) {
            throw changed();
        }
        position += count;
        if (position == end) {
            requireSame();
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** What was opened is what the name holds right after, if that is the content which is wanted. */
    private FileChannel opened() throws IOException {
        if (channel == null) {
            try {
                channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException gone) {
                throw changed();
            }
            requireSame();
        }
        return channel;
    }

    private void requireSame() throws IOException {
        if (!identity.isAt(path)) {
            throw changed();
        }
    }

    private SourceChangedException changed() {
        return new SourceChangedException(
                path + " is no longer the file of " + identity.size() + " bytes that was found");
    }
}
