package dev.longshore.storage;

import java.io.Closeable;
import java.io.IOException;

/** Bytes that are read in blocks, for a {@link BlockStream}. */
public interface Blocks extends Closeable {

    /** As {@link java.io.InputStream#read(byte[], int, int)}. */
    int read(byte[] bytes, int offset, int length) throws IOException;

    @Override
    default void close() throws IOException {}
}
