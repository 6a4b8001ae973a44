package dev.longshore.activities.archive;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;

/** Bytes of objects in tests. */
final class Content {

    private Content() {}

    /** Noise that depends on key and size alone. */
    static byte[] of(String key, int size) {
        byte[] content = new byte[size];
        new Random(key.hashCode() * 31L + size).nextBytes(content);
        return content;
    }

    /** As S3 writes it. */
    static String crc32Of(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        byte[] four =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
        return Base64.getEncoder().encodeToString(four);
    }
}
