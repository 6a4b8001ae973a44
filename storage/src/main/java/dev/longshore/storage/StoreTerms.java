package dev.longshore.storage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every request to a store says besides what it asks for.
 *
 * @param requesterPays we pay for requests and bytes where a bucket's owner wants that
 * @param bucketOwner the account that must own the bucket, else the store refuses; null: whoever owns it
 */
public record StoreTerms(boolean requesterPays, @Nullable String bucketOwner) {

    static final String REQUEST_PAYER = "x-amz-request-payer";
    static final String REQUESTER = "requester";

    public static StoreTerms none() {
        return new StoreTerms(false, null);
    }

    /** What says so, for any request. */
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        if (requesterPays) {
            headers.put(REQUEST_PAYER, REQUESTER);
        }
        if (bucketOwner != null) {
            headers.put("x-amz-expected-bucket-owner", bucketOwner);
        }
        return headers;
    }
}
