package dev.longshore.storage;

import software.amazon.awssdk.auth.signer.S3SignerExecutionAttribute;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Sends bodies of no bytes as such: Ceph refuses a body that is cut into chunks if there is only the last, empty one. */
final class EmptyBodies implements ExecutionInterceptor {

    @Override
    @SuppressWarnings("deprecation") // no other way to say it for one request
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        boolean isEmpty = context.requestBody()
                .flatMap(RequestBody::optionalContentLength)
                .filter(length -> length == 0)
                .isPresent();
        if (isEmpty) {
            attributes.putAttribute(S3SignerExecutionAttribute.ENABLE_CHUNKED_ENCODING, false);
        }
        return context.httpRequest();
    }
}
