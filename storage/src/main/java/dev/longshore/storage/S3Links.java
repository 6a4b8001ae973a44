package dev.longshore.storage;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/** Signs links to objects. Asks the store nothing. */
final class S3Links {

    private final S3Clients clients;
    private final StoreTerms terms;

    S3Links(S3Clients clients, StoreTerms terms) {
        this.clients = clients;
        this.terms = terms;
    }

    /** Temporary credentials end a link with themselves. */
    Link link(ObjectAddress address, Duration valid) {
        AwsCredentials keys = clients.credentials().resolveCredentials();
        try (S3Presigner presigner = clients.presigner(StaticCredentialsProvider.create(keys))) {
            PresignedGetObjectRequest signed = presigner.presignGetObject(
                    presign -> presign.signatureDuration(valid).getObjectRequest(request(address)));
            Instant end = signed.expiration();
            Instant endOfKeys = keys.expirationTime().orElse(end);
            return new Link(URI.create(signed.url().toString()), endOfKeys.isBefore(end) ? endOfKeys : end);
        }
    }

    private GetObjectRequest request(ObjectAddress address) {
        return GetObjectRequest.builder()
                .bucket(address.bucket())
                .key(address.key())
                .responseContentDisposition(disposition(address.key()))
                .overrideConfiguration(any -> {
                    if (terms.requesterPays()) {
                        any.putRawQueryParameter(StoreTerms.REQUEST_PAYER, StoreTerms.REQUESTER);
                    }
                })
                .build();
    }

    /** The first name is for readers that know ASCII alone. */
    static String disposition(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        String plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
