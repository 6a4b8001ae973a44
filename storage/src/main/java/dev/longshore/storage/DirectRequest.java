package dev.longshore.storage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * A request for an object, as HTTP has it.
 *
 * @param query parameters, not encoded
 * @param headers besides those of the store's terms, and those of the signature
 * @param body read once; null for none
 * @param deadline for all of it until the head of the answer is there
 */
record DirectRequest(
        SdkHttpMethod method,
        ObjectAddress address,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable ContentStreamProvider body,
        Duration deadline) {

    /** The bytes from one position to right before the other. */
    static DirectRequest get(ObjectPin pin, long from, long to, Duration deadline) {
        String version = pin.version();
        Map<String, String> query = version == null ? Map.of() : Map.of("versionId", version);
        Map<String, String> headers = Map.of("If-Match", pin.etag(), "Range", "bytes=" + from + "-" + (to - 1));
        return new DirectRequest(SdkHttpMethod.GET, pin.address(), query, headers, null, deadline);
    }

    /** A part of an upload, with the CRC32 of its bytes if the store is to compare it. */
    static DirectRequest put(S3Upload to, int number, Content content, Duration deadline) {
        Map<String, String> headers = new HashMap<>(content.headers());
        headers.put("Content-Type", "application/octet-stream");
        Map<String, String> query = Map.of("partNumber", String.valueOf(number), "uploadId", to.uploadId());
        return new DirectRequest(SdkHttpMethod.PUT, to.address(), query, headers, content.stream(), deadline);
    }

    /** A whole object, with the CRC32 of its bytes if the store is to compare it. */
    static DirectRequest put(ObjectAddress to, Map<String, String> headers, Content content, Duration deadline) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(content.headers());
        return new DirectRequest(SdkHttpMethod.PUT, to, Map.of(), all, content.stream(), deadline);
    }

    /** Whether it makes a whole object of few bytes. */
    boolean isSmallPut() {
        return method == SdkHttpMethod.PUT
                && query.isEmpty()
                && Long.parseLong(headers.getOrDefault("Content-Length", "0")) <= S3Clients.SMALL;
    }

    /** What is sent; the checksum is null if nobody knows it before the bytes are read. */
    record Content(
            ContentStreamProvider stream,
            long length,
            @Nullable Integer crc32) {

        Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Length", String.valueOf(length));
            if (crc32 != null) {
                headers.put("x-amz-checksum-crc32", Crc32Text.of(crc32));
            }
            return headers;
        }
    }
}
