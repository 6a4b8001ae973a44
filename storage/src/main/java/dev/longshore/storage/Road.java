package dev.longshore.storage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** Where the requests for a bucket's objects go, and for which region they are signed. */
final class Road {

    private static final Pattern SIGNED =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=[^/]+/\\d{8}/([^/]+)/s3/aws4_request,.*");

    private static final int MOST_REFUSALS = 3;

    private final SdkHttpRequest seen;
    private final String pathBefore;
    private final String region;
    private final Map<SdkHttpMethod, AtomicInteger> refusals = new ConcurrentHashMap<>();

    private Road(SdkHttpRequest seen, String pathBefore, String region) {
        this.seen = seen;
        this.pathBefore = pathBefore;
        this.region = region;
    }

    /** That of a request for an object of this key; null where it was signed otherwise, or not, or its path reads otherwise. */
    static @Nullable Road of(SdkHttpRequest request, String key) {
        Matcher signed =
                SIGNED.matcher(request.firstMatchingHeader("Authorization").orElse(""));
        String path = "/" + encoded(key);
        boolean isTemporary =
                request.firstMatchingHeader("x-amz-s3session-token").isPresent();
        if (!signed.matches() || !request.encodedPath().endsWith(path) || isTemporary) {
            return null;
        }
        String before = request.encodedPath().substring(0, request.encodedPath().length() - path.length());
        return new Road(request, before, signed.group(1));
    }

    /** A request without headers for another object of the bucket. */
    SdkHttpRequest.Builder to(String key) {
        return SdkHttpRequest.builder()
                .protocol(seen.protocol())
                .host(seen.host())
                .port(seen.port())
                .encodedPath(pathBefore + "/" + encoded(key));
    }

    String region() {
        return region;
    }

    boolean isOpenFor(SdkHttpMethod method) {
        return refusalsOf(method).get() < MOST_REFUSALS;
    }

    void accepted(SdkHttpMethod method) {
        refusalsOf(method).set(0);
    }

    /** The store refused what it granted to the SDK right after; true when that closes the road for this method. */
    boolean refused(SdkHttpMethod method) {
        return refusalsOf(method).incrementAndGet() == MOST_REFUSALS;
    }

    private AtomicInteger refusalsOf(SdkHttpMethod method) {
        return refusals.computeIfAbsent(method, none -> new AtomicInteger());
    }

    private static String encoded(String key) {
        return SdkHttpUtils.urlEncodeIgnoreSlashes(key);
    }
}
