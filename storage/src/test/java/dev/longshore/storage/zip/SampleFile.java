package dev.longshore.storage.zip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

final class SampleFile {

    private static final int MIB = 1024 * 1024;
    private static final int[] SIZES = {0, 1, 100, 64 * 1024, MIB, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1};
    private static final List<String> FOLDERS =
            List.of("", "album/", "größe/ñandú/", "写真/", "фото/лето/", "صور/", "📷/", "x".repeat(500) + "/");

    private final String name;
    private final byte[] content;
    private final Instant modified;
    private final boolean isInStore;
    private final byte @Nullable [] deflated;

    SampleFile(String name, byte[] content, Instant modified) {
        this(name, content, modified, true);
    }

    SampleFile(String name, byte[] content, Instant modified, boolean isInStore) {
        this(name, content, modified, isInStore, null);
    }

    private SampleFile(String name, byte[] content, Instant modified, boolean isInStore, byte @Nullable [] deflated) {
        this.name = name;
        this.content = content;
        this.modified = modified;
        this.isInStore = isInStore;
        this.deflated = deflated;
    }

    boolean isInStore() {
        return isInStore;
    }

    String name() {
        return name;
    }

    byte[] content() {
        return content;
    }

    /** As it lies in an archive. */
    byte[] data() {
        return deflated == null ? content : deflated;
    }

    ZipEntry entry() {
        return new ZipEntry(name, content.length, modified, deflated == null ? null : (long) deflated.length);
    }

    /** If it has any content. */
    SampleFile deflated() {
        if (content.length == 0) {
            return this;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] room = new byte[content.length + content.length / 8 + 64];
            return new SampleFile(name, content, modified, isInStore, Arrays.copyOf(room, deflater.deflate(room)));
        } finally {
            deflater.end();
        }
    }

    static List<SampleFile> some(Random random) {
        List<SampleFile> files = new ArrayList<>();
        int count = random.nextInt(13);
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[SIZES[random.nextInt(SIZES.length)]];
            random.nextBytes(content);
            String name = FOLDERS.get(random.nextInt(FOLDERS.size())) + i + ".bin";
            files.add(
                    new SampleFile(name, content, Instant.ofEpochSecond(random.nextInt(1_000_000_000) + 700_000_000L)));
        }
        if (random.nextBoolean()) {
            String folder = FOLDERS.get(1 + random.nextInt(FOLDERS.size() - 1));
            files.add(random.nextInt(count + 1), new SampleFile(folder, new byte[0], Instant.EPOCH));
        }
        return files;
    }
}
