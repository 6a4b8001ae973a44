package dev.longshore.storage;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** CRC32 as S3 writes it: the four bytes in Base64. */
final class Crc32Text {

    private Crc32Text() {}

    static String of(int crc32) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc32).array());
    }

    /** Null if there is none, or one made of those of parts. */
    static @Nullable Integer parse(@Nullable String text) {
        if (text == null || text.contains("-")) {
            return null;
        }
        byte[] bytes = Base64.getDecoder().decode(text);
        return bytes.length == Integer.BYTES ? ByteBuffer.wrap(bytes).getInt() : null;
    }
}
