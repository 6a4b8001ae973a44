package dev.longshore.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is moved: files of equal size and random content. */
record FileLoad(int files, long bytes) {

    private static final int BLOCK = 1 << 20;
    private static final int IN_ONE_FOLDER = 1_000;

    /** The paths of the files below their folder, with slashes. */
    List<String> names() {
        return IntStream.range(0, files)
                .mapToObj(number -> files <= IN_ONE_FOLDER
                        ? "%06d.bin".formatted(number)
                        : "%04d/%06d.bin".formatted(number / IN_ONE_FOLDER, number))
                .toList();
    }

    /** Writes them into the folder, which is made. */
    void lay(Path folder, long seed) throws IOException {
        Random random = new Random(seed);
        byte[] block = new byte[(int) Math.min(BLOCK, bytes)];
        for (String name : names()) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                for (long at = 0; at < bytes; at += BLOCK) {
                    random.nextBytes(block);
                    out.write(block, 0, (int) Math.min(BLOCK, bytes - at));
                }
            }
        }
    }

    /** Whether the folder holds them, each with its bytes. */
    void requireIn(Path folder, long seed) throws IOException {
        requireOnlyThese(folder, files);
        Random random = new Random(seed);
        byte[] block = new byte[(int) Math.min(BLOCK, bytes)];
        for (String name : names()) {
            try (var in = Files.newInputStream(folder.resolve(name))) {
                for (long at = 0; at < bytes; at += BLOCK) {
                    random.nextBytes(block);
                    int length = (int) Math.min(BLOCK, bytes - at);
                    byte[] there = in.readNBytes(length);
                    if (!Arrays.equals(there, 0, there.length, block, 0, length)) {
                        throw new IOException(folder.resolve(name) + " holds other bytes than were moved");
                    }
                }
            }
        }
    }

    /** Whether so many files are below the folder, which may be gone. */
    static void requireOnlyThese(Path folder, long files) throws IOException {
        long there = count(folder);
        if (there != files) {
            throw new IOException(folder + " has " + there + " files, not " + files);
        }
    }

    private static long count(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
    }

    @Override
    public String toString() {
        return "%d files of %d bytes".formatted(files, bytes);
    }
}
