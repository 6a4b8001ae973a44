package dev.longshore.storage.zip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Places entries one behind the other, then the directory. Remembers only sums, so there may be any number of them. */
public final class ZipLayout {

    private static final long DEFLATED = -1;

    private final MessageDigest hash = newSha256();
    private long entries;
    private long end;
    private long centralLengths;

    /**
     * Places the next entry.
     *
     * @param ordinal rising; gaps are allowed
     * @param pin what makes this content of the entry the only one, such as its ETag; counts for the hash alone
     */
    public PlacedEntry place(long ordinal, ZipEntry entry, String pin) {
        PlacedEntry placed = new PlacedEntry(ordinal, entry, end);
        entries++;
        end = placed.end();
        centralLengths += placed.centralLength();
        addToHash(entry.name());
        addToHash(entry.size());
        addToHash(entry.modified().getEpochSecond());
        addToHash(pin);
        if (entry.isDeflated()) {
            addToHash(DEFLATED); // no name has that many bytes, so it begins no other entry
            addToHash(entry.dataLength());
        }
        return placed;
    }

    public long entries() {
        return entries;
    }

    public long directoryOffset() {
        return end;
    }

    /** With the records at the end of the archive. */
    public long directoryLength() {
        return centralLengths + ZipRecords.endLength(entries, end, centralLengths);
    }

    public long length() {
        return directoryOffset() + directoryLength();
    }

    /** Of all that was placed so far: equal for equal archives. Hex. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) hash.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the JDK's digests can be cloned", e);
        }
    }

    private void addToHash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        addToHash(bytes.length);
        hash.update(bytes);
    }

    private void addToHash(long number) {
        hash.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
