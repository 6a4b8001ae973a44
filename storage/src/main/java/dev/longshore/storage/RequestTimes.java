package dev.longshore.storage;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Tells a store's gates how long its answers took to begin. Requests that carry many bytes, or have the store move some, take
 * as long as these take; of them only counts whether the store took them.
 */
final class RequestTimes implements ExecutionInterceptor {

    /** With these a store says that it is asked too much. */
    static final Set<Integer> TOO_MANY = Set.of(429, 503);

    private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("dev.longshore.begun");

    private final S3Clients clients;

    RequestTimes(S3Clients clients) {
        this.clients = clients;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.putAttribute(BEGUN, System.nanoTime());
    }

    /** Once for each attempt, when the head of its answer is there. */
    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        long begun = attributes.getAttribute(BEGUN);
        if (TOO_MANY.contains(context.httpResponse().statusCode())) {
            clients.refused();
        } else {
            answered(context.request(), System.nanoTime() - begun);
        }
    }

    private static boolean isSmall(@Nullable Long length) {
        return length != null && length <= S3Clients.SMALL;
    }

    private void answered(SdkRequest request, long nanos) {
        if (request instanceof HeadObjectRequest) {
            clients.heads().answered(nanos);
        } else if (request instanceof GetObjectRequest) {
            clients.transfers().answered(nanos);
        } else if (request instanceof PutObjectRequest put && isSmall(put.contentLength())) {
            clients.puts().answered(nanos);
        }
    }
}
