package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

record JoinedBody(List<PartBody> bodies) implements PartBody {

    @Override
    public long length() {
        return bodies.stream().mapToLong(PartBody::length).sum();
    }

    @Override
    public InputStream open() {
        return new BlockStream(new JoinedBlocks(bodies.iterator()));
    }

    private static final class JoinedBlocks implements Blocks {

        private final Iterator<PartBody> rest;
        private InputStream current = InputStream.nullInputStream();

        JoinedBlocks(Iterator<PartBody> rest) {
            this.rest = rest;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = current.read(bytes, offset, length);
            while (count < 0 && rest.hasNext()) {
                current.close();
                current = rest.next().open();
                count = current.read(bytes, offset, length);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
