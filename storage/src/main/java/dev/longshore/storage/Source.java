package dev.longshore.storage;

import java.io.InputStream;

/** Bytes that can be read from any offset, as often as needed, and are the same each time. */
public interface Source {

    long size();

    /**
     * Reads exactly these bytes. Nothing may be asked of the other side before the first read; a reader who stops early
     * closes the stream.
     */
    InputStream open(long offset, long length);
}
