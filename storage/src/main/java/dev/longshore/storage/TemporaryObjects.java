package dev.longshore.storage;

/**
 * Where objects are that exist only while something is done. All lie under one prefix of their bucket, so that a rule of
 * the bucket can remove those of whoever never came back.
 */
public final class TemporaryObjects {

    private static final String PREFIX = "longshore-temporary/";

    private TemporaryObjects() {}

    /** What the keys of all of them begin with. */
    public static ObjectAddress placeIn(ObjectAddress bucket) {
        return bucket.withKey(PREFIX);
    }
}
