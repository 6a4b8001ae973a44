package dev.longshore.activities.archive;

import dev.longshore.storage.PartBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Map;

/**
 * A piece of what lies behind the entries, made when it is read.
 *
 * @param to exclusive, like {@code from} counted from its begin
 * @param fresh checksums that are not in the ledger yet
 */
record TailPiece(ArchiveTail tail, long from, long to, Map<Long, Integer> fresh) implements PartBody {

    @Override
    public long length() {
        return to - from;
    }

    @Override
    public InputStream open() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length());
        tail.write(from, to, bytes, fresh);
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
