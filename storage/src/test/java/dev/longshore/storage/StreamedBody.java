package dev.longshore.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body that is read while it is sent, as that of a file. */
record StreamedBody(Source source) implements PartBody {

    static StreamedBody of(byte[] content) {
        return new StreamedBody(new Source() {
            @Override
            public long size() {
                return content.length;
            }

            @Override
            public InputStream open(long offset, long length) {
                return new ByteArrayInputStream(content, (int) offset, (int) length);
            }
        });
    }

    @Override
    public long length() {
        return source.size();
    }

    @Override
    public InputStream open() {
        return source.open(0, source.size());
    }
}
