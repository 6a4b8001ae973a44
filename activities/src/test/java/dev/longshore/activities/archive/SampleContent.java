package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Content of the kinds that archives are made of; the same for the same seed. */
enum SampleContent {
    RANDOM,
    TEXT,
    ZEROS,
    JSON,
    COMPRESSED;

    private static final String[] WORDS = {"ship ", "harbour ", "crane ", "the ", "of ", "longshore ", "\n", "and "};

    /** A file that gets smaller if it is not too small. */
    boolean gains() {
        return this == TEXT || this == ZEROS || this == JSON;
    }

    byte[] of(int size, Random random) {
        byte[] content = new byte[size];
        switch (this) {
            case RANDOM -> random.nextBytes(content);
            case TEXT -> fill(content, () -> WORDS[random.nextInt(WORDS.length)]);
            case JSON -> fill(content, () -> "{\"id\":" + random.nextInt() + ",\"name\":\"file\",\"done\":true}\n");
            case COMPRESSED -> compressed(content, random);
            default -> {} // zeros already
        }
        return content;
    }

    private interface Words {
        String next();
    }

    private static void fill(byte[] content, Words words) {
        int filled = 0;
        while (filled < content.length) {
            byte[] word = words.next().getBytes(UTF_8);
            int length = Math.min(word.length, content.length - filled);
            System.arraycopy(word, 0, content, filled, length);
            filled += length;
        }
    }

    /** Repeats itself, but too far behind for a deflater to see it. */
    private static void compressed(byte[] content, Random random) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(TEXT.of(1024 * 1024, random));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] one = packed.toByteArray();
        for (int filled = 0; filled < content.length; filled += one.length) {
            System.arraycopy(one, 0, content, filled, Math.min(one.length, content.length - filled));
        }
    }
}
