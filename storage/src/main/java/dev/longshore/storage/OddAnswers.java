package dev.longshore.storage;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Answers whose status is good but which lack what every answer of their kind has: the page of a proxy, or nothing at all;
 * and those that contradict each other. They count as no answer, so that whoever asked asks again later; nobody takes them
 * for the word that nothing is there.
 */
final class OddAnswers {

    private OddAnswers() {}

    /**
     * What the store said under that name.
     *
     * @throws SdkClientException if it said nothing
     */
    static <T> T said(ObjectAddress asked, String name, @Nullable T value) {
        if (value == null) {
            throw lacking(asked, name);
        }
        return value;
    }

    /**
     * The ETag of an object; empty for a folder whose store says none, as those do that keep objects as files.
     *
     * @throws SdkClientException if the store says none of any other object
     */
    static String etag(ObjectAddress asked, String key, @Nullable String value) {
        if (value != null && !ETags.unquoted(value).isEmpty()) {
            return value;
        }
        if (!key.endsWith("/")) {
            throw lacking(asked, "ETag");
        }
        return "";
    }

    /** Of an object that a listing shows, and that is not there when it is asked for. */
    static SdkClientException contradicting(ObjectAddress asked) {
        return SdkClientException.create(
                "The store lists " + asked + " and says that it is not there; what happens to it is not known yet");
    }

    static SdkClientException lacking(ObjectAddress asked, String name) {
        return SdkClientException.create("The answer for " + asked + " is none of an S3 store: it lacks " + name);
    }
}
