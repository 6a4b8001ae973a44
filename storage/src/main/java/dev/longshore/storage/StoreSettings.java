package dev.longshore.storage;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store and what may be reached in it.
 *
 * @param name empty for the default store
 * @param endpoint null: the SDK's, so {@code AWS_ENDPOINT_URL_S3} counts
 * @param region null: the SDK's, so {@code AWS_REGION} counts; with an endpoint and nothing else said {@code us-east-1}
 * @param credentials null: the SDK's chain, so {@code AWS_ACCESS_KEY_ID} and the others count
 * @param buckets the rights in each bucket that may be reached
 * @param allBuckets true: every bucket may be reached with every right, {@code buckets} says nothing
 * @param terms what each request says besides
 * @param mostRequests how many requests of a kind it gets at a time at most, 1 to {@link AdaptiveGate#MOST}
 */
public record StoreSettings(
        String name,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle,
        ChecksumMode checksums,
        @Nullable Credentials credentials,
        Map<String, Set<Right>> buckets,
        boolean allBuckets,
        StoreTerms terms,
        int mostRequests) {

    public StoreSettings {
        buckets = Map.copyOf(buckets);
    }

    public StoreSettings(
            String name,
            @Nullable URI endpoint,
            @Nullable String region,
            boolean pathStyle,
            ChecksumMode checksums,
            @Nullable Credentials credentials,
            Map<String, Set<Right>> buckets,
            boolean allBuckets) {
        this(
                name,
                endpoint,
                region,
                pathStyle,
                checksums,
                credentials,
                buckets,
                allBuckets,
                StoreTerms.none(),
                AdaptiveGate.MOST);
    }

    /** The setting of that name, as people write it. */
    String key(String setting) {
        return (name.isEmpty() ? "longshore.s3." : "longshore.stores." + name + ".") + setting;
    }

    void require(ObjectAddress address, Right right) {
        if (!allows(address.bucket(), right)) {
            throw new NotAllowedException("The settings do not allow to "
                    + right.name().toLowerCase(Locale.ROOT) + " " + address + "; they allow " + buckets);
        }
    }

    boolean allows(String bucket, Right right) {
        return allBuckets || buckets.getOrDefault(bucket, Set.of()).contains(right);
    }
}
