package dev.longshore.storage;

import org.jspecify.annotations.Nullable;

/**
 * What every request to a store says besides what it asks for.
 *
 * @param requesterPays we pay for requests and bytes where a bucket's owner wants that
 * @param bucketOwner the account that must own the bucket, else the store refuses; null: whoever owns it
 */
public record StoreTerms(boolean requesterPays, @Nullable String bucketOwner) {

    public static StoreTerms none() {
        return new StoreTerms(false, null);
    }
}
