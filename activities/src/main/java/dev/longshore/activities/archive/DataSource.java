package dev.longshore.activities.archive;

import dev.longshore.storage.Source;
import java.io.InputStream;

/**
 * The bytes of one entry within an object that may hold others too.
 *
 * @param begin where in the object they begin
 */
record DataSource(Source object, long begin, long size) implements Source {

    @Override
    public InputStream open(long offset, long length) {
        if (offset < 0 || length < 0 || offset + length > size) {
            throw new IllegalArgumentException("An entry has " + size + " bytes, not " + length + " at " + offset);
        }
        return object.open(begin + offset, length);
    }
}
