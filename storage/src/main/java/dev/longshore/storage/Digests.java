package dev.longshore.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** MD5 and CRC32 of the bytes that pass, and how many they are. */
final class Digests {

    private final MessageDigest md5 = of("MD5");
    private final CRC32 crc32 = new CRC32();
    private long count;

    void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    void add(byte[] bytes, int offset, int length) {
        md5.update(bytes, offset, length);
        crc32.update(bytes, offset, length);
        count += length;
    }

    /** In hex; ends the MD5. */
    String md5() {
        return HexFormat.of().formatHex(md5.digest());
    }

    int crc32() {
        return (int) crc32.getValue();
    }

    long count() {
        return count;
    }

    static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        }
    }
}
