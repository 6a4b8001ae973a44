package dev.longshore.storage;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * The roads to buckets that the SDK was seen to take with success, so that nobody else has to know how endpoints, regions and
 * kinds of addresses become a host and a path.
 */
final class Roads implements ExecutionInterceptor {

    private final Map<String, Road> byBucket = new ConcurrentHashMap<>();

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        if (context.httpResponse().isSuccessful()) {
            Optional<String> bucket = context.request().getValueForField("Bucket", String.class);
            Optional<String> key = context.request().getValueForField("Key", String.class);
            bucket.filter(name -> !byBucket.containsKey(name))
                    .ifPresent(name -> key.map(of -> Road.of(context.httpRequest(), of))
                            .ifPresent(road -> byBucket.put(name, road)));
        }
    }

    /** Empty if nobody has gone there yet, or the store refuses such requests there. */
    Optional<Road> to(String bucket, SdkHttpMethod method) {
        return Optional.ofNullable(byBucket.get(bucket)).filter(road -> road.isOpenFor(method));
    }
}
