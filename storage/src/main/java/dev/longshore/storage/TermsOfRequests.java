package dev.longshore.storage;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/** Adds a store's terms to each request, and to a refusal which of its settings may be the cause. */
final class TermsOfRequests implements ExecutionInterceptor {

    private final StoreSettings settings;

    TermsOfRequests(StoreSettings settings) {
        this.settings = settings;
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest.Builder request = context.httpRequest().toBuilder();
        settings.terms().headers().forEach(request::putHeader);
        String owner = settings.terms().bucketOwner();
        if (owner != null && copies(context.request())) {
            request.putHeader("x-amz-source-expected-bucket-owner", owner);
        }
        return request.build();
    }

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        return failure instanceof S3Exception refused && Refusals.isDenied(refused) ? withHints(refused) : failure;
    }

    private S3Exception withHints(S3Exception refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        String said = details == null || details.errorMessage() == null ? "Access Denied" : details.errorMessage();
        return (S3Exception) refused.toBuilder()
                .message(said + " [maybe: " + String.join("; ", hints()) + "]")
                .build();
    }

    private List<String> hints() {
        List<String> hints = new ArrayList<>();
        hints.add("the policy of user, bucket or KMS key does not allow it");
        if (!settings.terms().requesterPays()) {
            hints.add("the bucket wants that the requester pays, which " + settings.key("requester-pays")
                    + "=true would agree to");
        }
        String owner = settings.terms().bucketOwner();
        if (owner != null) {
            hints.add("the bucket is not of account " + owner + ", which " + settings.key("bucket-owner") + " demands");
        }
        return hints;
    }

    private static boolean copies(SdkRequest request) {
        return request instanceof UploadPartCopyRequest || request instanceof CopyObjectRequest;
    }
}
