package dev.longshore.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is in the store, seen by a client of its own. */
final class Bucketful implements AutoCloseable {

    static final String KEY = "minioadmin";
    static final String SOURCES = "source-images";
    static final String ARCHIVES = "zip-storage";

    private final S3Client client;

    Bucketful(URI endpoint) {
        client = S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .build();
    }

    /** Puts files of these sizes below a prefix. Answers their SHA-256 by their names below it. */
    Map<String, String> fill(String prefix, int... sizes) {
        Map<String, String> sums = new TreeMap<>();
        for (int number = 0; number < sizes.length; number++) {
            byte[] content = new byte[sizes[number]];
            new Random(number * 31L + sizes[number]).nextBytes(content);
            String name = "file-%02d.bin".formatted(number);
            put(prefix + name, content);
            sums.put(name, sha256(content));
        }
        return sums;
    }

    void put(String key, byte[] content) {
        client.putObject(b -> b.bucket(SOURCES).key(key), RequestBody.fromBytes(content));
    }

    /** The SHA-256 of each entry by its name, as an independent reader finds them. */
    Map<String, String> entriesOf(String archive) {
        URI address = URI.create(archive);
        try {
            Path copy = Files.createTempFile("archive", ".zip");
            try (InputStream object = client.getObject(
                    b -> b.bucket(address.getHost()).key(address.getPath().substring(1)))) {
                Files.copy(object, copy, StandardCopyOption.REPLACE_EXISTING);
                return sumsIn(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Of a whole archive. */
    String sha256Of(String archive) {
        return sha256(
                client.getObjectAsBytes(b -> b.bucket(ARCHIVES).key(archive)).asByteArray());
    }

    List<String> archivesBelow(String prefix) {
        return client.listObjectsV2(b -> b.bucket(ARCHIVES).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Keys of the uploads that were begun and neither completed nor aborted. */
    List<String> unfinishedUploads() {
        return client.listMultipartUploads(b -> b.bucket(ARCHIVES)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    @Override
    public void close() {
        client.close();
    }

    private static Map<String, String> sumsIn(Path zip) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : new ArrayList<>(archive.stream().toList())) {
                try (InputStream in = archive.getInputStream(entry)) {
                    sums.put(entry.getName(), sha256(in.readAllBytes()));
                }
            }
        }
        return sums;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
