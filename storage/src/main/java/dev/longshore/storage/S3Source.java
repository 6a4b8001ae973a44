package dev.longshore.storage;

import java.io.InputStream;

/**
 * One content of an object. Where a body breaks off it is asked for again from there, a few times, so that a stream gives
 * all bytes asked for or throws: {@link SourceMissingException}, {@link SourceChangedException} or
 * {@link SourceUnreadableException}, and the SDK's own exceptions where the store refuses or cannot be reached.
 */
public final class S3Source implements Source {

    private final S3Clients clients;
    private final ObjectPin pin;

    S3Source(S3Clients clients, ObjectPin pin) {
        this.clients = clients;
        this.pin = pin;
    }

    @Override
    public long size() {
        return pin.size();
    }

    @Override
    public InputStream open(long offset, long length) {
        if (offset < 0 || length < 0 || offset + length > pin.size()) {
            throw new IllegalArgumentException(
                    pin.address() + " has " + pin.size() + " bytes, not " + length + " at " + offset);
        }
        return new BlockStream(new S3SourceBlocks(clients, pin, offset, length));
    }
}
