package dev.longshore.embedded;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients that do not try again, so that a test sees each request. */
final class S3Clients {

    private S3Clients() {}

    static S3Client of(URI endpoint, String secretKey) {
        return with(endpoint, AwsBasicCredentials.create("access", secretKey));
    }

    /** Of a server that was started with the keys it has by default. */
    static S3Client ofMain(URI endpoint) {
        return with(endpoint, AwsBasicCredentials.create("minioadmin", "minioadmin"));
    }

    private static S3Client with(URI endpoint, AwsBasicCredentials credentials) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .overrideConfiguration(b -> b.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }
}
