package dev.longshore.storage;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object is, or a prefix of objects: {@code s3://bucket/key} in the default store, {@code s3+name://bucket/key}
 * in another. The key is taken as it stands, nothing in it is decoded.
 *
 * @param store the store's name, empty for the default store
 */
public record ObjectAddress(String store, String bucket, String key) {

    /** How many bytes a key has at most in UTF-8. */
    public static final int LONGEST_KEY = 1024;

    private static final Pattern URI = Pattern.compile("s3(?:\\+([a-z0-9-]+))?://([^/]+)(?:/(.*))?", Pattern.DOTALL);

    public ObjectAddress {
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("An object's address needs a bucket");
        }
        if (lengthOf(key) > LONGEST_KEY) {
            throw new IllegalArgumentException("A key has at most " + LONGEST_KEY + " bytes");
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if this is no address; the message says what one looks like
     */
    public static ObjectAddress parse(String uri) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + uri + "\" is no address of an object; write s3://bucket/key or s3+store://bucket/key");
        }
        String store = parts.group(1) == null ? "" : parts.group(1);
        return new ObjectAddress(store, parts.group(2), parts.group(3) == null ? "" : parts.group(3));
    }

    /** Like {@link #parse(String)}, where a text without a scheme is a key of the default store's bucket given. */
    public static ObjectAddress parse(String uriOrKey, String defaultBucket) {
        return uriOrKey.contains("://") ? parse(uriOrKey) : new ObjectAddress("", defaultBucket, uriOrKey);
    }

    /** In bytes, as stores count. */
    public static int lengthOf(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }

    public ObjectAddress withKey(String otherKey) {
        return new ObjectAddress(store, bucket, otherKey);
    }

    @Override
    public String toString() {
        return (store.isEmpty() ? "s3://" : "s3+" + store + "://") + bucket + "/" + key;
    }
}
