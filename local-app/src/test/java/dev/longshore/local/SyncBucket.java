package dev.longshore.local;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket of the flows, seen by a client of its own. */
final class SyncBucket implements AutoCloseable {

    private static final String NAME = "storage";

    private final S3Client client;

    SyncBucket(String endpoint) {
        this(endpoint, AwsBasicCredentials.create(Bucketful.KEY, Bucketful.KEY));
    }

    SyncBucket(String endpoint, AwsCredentials credentials) {
        client = S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    /** For stores that have no bucket yet. */
    void make() {
        client.createBucket(b -> b.bucket(NAME));
    }

    void put(String key, byte[] content) {
        client.putObject(b -> b.bucket(NAME).key(key), RequestBody.fromBytes(content));
    }

    /** An answer of the store to who lists all below the prefix now; fewer than it tells at once. */
    String listing(String prefix) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><Name>"
                + NAME + "</Name><IsTruncated>false</IsTruncated>");
        client.listObjectsV2Paginator(b -> b.bucket(NAME).prefix(prefix)).contents().stream()
                .limit(1_000)
                .forEach(object -> xml.append("<Contents><Key>")
                        .append(object.key())
                        .append("</Key><LastModified>")
                        .append(object.lastModified())
                        .append("</LastModified><ETag>")
                        .append(object.eTag().replace("\"", "&quot;"))
                        .append("</ETag><Size>")
                        .append(object.size())
                        .append("</Size></Contents>"));
        return xml.append("</ListBucketResult>").toString();
    }

    /** As if the store had never heard of it. */
    void forgetUpload(String key, String upload) {
        try {
            client.abortMultipartUpload(b -> b.bucket(NAME).key(key).uploadId(upload));
        } catch (NoSuchUploadException over) {
            return; // it was completed, or forgotten before
        }
    }

    /** What is below the prefix, without Longshore's own. */
    List<String> names(String prefix) {
        return client.listObjectsV2Paginator(b -> b.bucket(NAME).prefix(prefix)).contents().stream()
                .map(object -> object.key().substring(prefix.length()))
                .filter(name -> !name.startsWith(".longshore-"))
                .toList();
    }

    /** The SHA-256 of each object below the prefix, by its name there; without Longshore's own. */
    Map<String, String> sums(String prefix) {
        Map<String, String> sums = new TreeMap<>();
        for (S3Object object : client.listObjectsV2Paginator(b -> b.bucket(NAME).prefix(prefix))
                .contents()) {
            String name = object.key().substring(prefix.length());
            if (!name.startsWith(".longshore-")) {
                sumOf(object.key()).ifPresent(sum -> sums.put(name, sum));
            }
        }
        return sums;
    }

    /** Empty if it was removed after it was listed. */
    private Optional<String> sumOf(String key) {
        try {
            return Optional.of(Bucketful.sha256(
                    client.getObjectAsBytes(b -> b.bucket(NAME).key(key)).asByteArray()));
        } catch (NoSuchKeyException removed) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
