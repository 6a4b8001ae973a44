package dev.longshore.local.demo;

import dev.longshore.connections.Endpoints;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A few large objects of noise, put as boto3 and the AWS CLI put them: in one request each that says their checksum, which
 * the store keeps.
 */
final class Films {

    static final String PREFIX = "films/";
    static final int BYTES = 64 << 20;

    private final Endpoints.S3 store;
    private final String bucket;

    Films(Endpoints.S3 store, String bucket) {
        this.store = store;
        this.bucket = bucket;
    }

    /** Answers the SHA-256 of each by its name below the prefix, made before it was sent. */
    Map<String, String> put(int count) {
        Map<String, String> sums = new TreeMap<>();
        try (S3Client s3 = client()) {
            for (int number = 1; number <= count; number++) {
                byte[] film = new byte[BYTES];
                new SplittableRandom(number).nextBytes(film);
                String name = "film-%d.mov".formatted(number);
                sums.put(name, Sums.sha256(film));
                s3.putObject(
                        b -> b.bucket(bucket).key(PREFIX + name).checksumCRC32(crc32(film)),
                        RequestBody.fromBytes(film));
            }
        }
        return sums;
    }

    private S3Client client() {
        AwsBasicCredentials keys = AwsBasicCredentials.create(store.accessKey(), store.secretKey());
        return S3Client.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .build();
    }

    private static String crc32(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        byte[] four =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
        return Base64.getEncoder().encodeToString(four);
    }
}
