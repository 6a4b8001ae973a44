package dev.longshore.storage;

import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store says of buckets as a whole. */
final class S3Buckets {

    private final S3Clients clients;

    S3Buckets(S3Clients clients) {
        this.clients = clients;
    }

    boolean exists(String bucket) {
        try {
            clients.s3().headBucket(b -> b.bucket(bucket));
            return true;
        } catch (S3Exception refused) {
            if (Refusals.isMissing(refused)) {
                return false;
            }
            throw refused;
        }
    }

    /** False also where the store knows no versions. */
    boolean keepsVersions(String bucket) {
        try {
            return clients.s3().getBucketVersioning(b -> b.bucket(bucket)).status() == BucketVersioningStatus.ENABLED;
        } catch (S3Exception refused) {
            if (Refusals.isInability(refused)) {
                return false;
            }
            throw refused;
        }
    }
}
