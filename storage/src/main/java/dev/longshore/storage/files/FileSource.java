package dev.longshore.storage.files;

import dev.longshore.storage.BlockStream;
import dev.longshore.storage.Source;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * One content of a file. A stream gives all bytes asked for, or throws {@link dev.longshore.storage.SourceChangedException}
 * where the name holds another content, or none, before the last of them is read.
 */
public final class FileSource implements Source {

    private final Path path;
    private final FileIdentity identity;

    public FileSource(Path path, FileIdentity identity) {
        this.path = path;
        this.identity = identity;
    }

    @Override
    public long size() {
        return identity.size();
    }

    @Override
    public InputStream open(long offset, long length) {
        if (offset < 0 || length < 0 || offset + length > size()) {
            throw new IllegalArgumentException(path + " has " + size() + " bytes, not " + length + " at " + offset);
        }
        return new BlockStream(new FileBlocks(path, identity, offset, length));
    }
}
