package dev.longshore.storage;

import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/**
 * Tells a store's gates how long its answers took to begin. Requests that carry bytes, or have the store move some, take as
 * long as these take; of them only counts whether the store took them.
 */
final class RequestTimes implements ExecutionInterceptor {

    /** With these a store says that it is asked too much. */
    static final Set<Integer> TOO_MANY = Set.of(429, 503);

    private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("dev.longshore.begun");

    private final AdaptiveGate heads;
    private final AdaptiveGate transfers;

    RequestTimes(AdaptiveGate heads, AdaptiveGate transfers) {
        this.heads = heads;
        this.transfers = transfers;
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
            heads.refused();
            transfers.refused();
        } else {
            answered(context.request(), System.nanoTime() - begun);
        }
    }

    private void answered(SdkRequest request, long nanos) {
        if (request instanceof HeadObjectRequest) {
            heads.answered(nanos);
        } else if (request instanceof GetObjectRequest) {
            transfers.answered(nanos);
        }
    }
}
