package dev.longshore.activities.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** What came out, seen by a reader that is not ours. */
final class Archive {

    private final byte[] bytes;

    Archive(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The SHA-256 of each entry by its name, in the archive's order; the reader has compared the CRCs. */
    Map<String, String> sums() throws IOException {
        Path file = Files.createTempFile("archive", ".zip");
        try {
            Files.write(file, bytes);
            return sums(file);
        } finally {
            Files.delete(file);
        }
    }

    /** As {@link #sums()}, read from the first byte on by the headers before the entries alone. */
    Map<String, String> streamed() throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                sums.put(entry.getName(), sum(zip.readAllBytes()));
            }
        }
        return sums;
    }

    /** Of one entry. */
    byte[] content(String name) throws IOException {
        Path file = Files.createTempFile("archive", ".zip");
        Files.write(file, bytes);
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream content = zip.getInputStream(zip.getEntry(name))) {
            return content.readAllBytes();
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, String> sums(Path file) throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                try (InputStream content = zip.getInputStream(entry)) {
                    sums.put(entry.getName(), sum(content.readAllBytes()));
                }
            }
        }
        return sums;
    }

    static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
