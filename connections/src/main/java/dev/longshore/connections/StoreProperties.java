package dev.longshore.connections;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One S3 store.
 *
 * @param endpoint null for AWS itself; the default store also takes {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL}
 * @param region null for what the AWS SDK finds ({@code AWS_REGION}, profile, instance)
 * @param pathStyle {@code http://host/bucket/key} instead of {@code http://bucket.host/key}
 * @param checksums {@code when-supported} or, for stores that refuse checksum trailers, {@code when-required}
 * @param accessKey with the secret key; null for the chain of the AWS SDK ({@code AWS_ACCESS_KEY_ID}, profile, role)
 * @param buckets the buckets that may be reached; nothing else can be
 * @param rights what may be done in them: read, write, delete
 * @param allBuckets for local mode, whose store holds nothing else
 * @param requesterPays agrees to pay for what is asked of buckets whose owners want that
 * @param bucketOwner the account, of 12 digits, that must own every bucket of this store; null: nobody looks
 * @param mostRequests how many requests of a kind it gets at a time at most; fewer where it answers slower for more
 */
public record StoreProperties(
        @Nullable URI endpoint,
        @Nullable String region,
        @DefaultValue("false") boolean pathStyle,
        @DefaultValue("when-supported") String checksums,
        @Nullable Secret accessKey,
        @Nullable Secret secretKey,
        @DefaultValue List<String> buckets,
        @DefaultValue({"read", "write", "delete"}) List<String> rights,
        @DefaultValue("false") boolean allBuckets,
        @DefaultValue("false") boolean requesterPays,
        @Nullable String bucketOwner,
        @DefaultValue("128") int mostRequests) {}
