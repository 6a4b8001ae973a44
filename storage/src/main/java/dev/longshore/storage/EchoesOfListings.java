package dev.longshore.storage;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Takes out of listings what was asked for, before the SDK takes escapes out of it: some stores repeat it as it came, and a
 * percent sign in it would end the whole listing.
 */
final class EchoesOfListings implements ExecutionInterceptor {

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        SdkResponse answer = context.response();
        if (answer instanceof ListObjectsV2Response objects) {
            return objects.toBuilder().prefix(null).startAfter(null).build();
        }
        if (answer instanceof ListMultipartUploadsResponse uploads) {
            return uploads.toBuilder().prefix(null).keyMarker(null).build();
        }
        return answer;
    }
}
