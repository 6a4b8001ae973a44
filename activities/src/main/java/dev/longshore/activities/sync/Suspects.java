package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.THROTTLED;

import dev.longshore.activities.failure.Failures;
import dev.longshore.storage.SourceUnreadableException;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Files with which the store fails while it answers otherwise: an object that we may not read, or whose bytes it has lost, or a
 * name that makes it stumble. It may be chance, so it is tried a few times; what was tried is forgotten with the process.
 */
final class Suspects {

    static final int TRIES = 5;

    private static final int LATER = 503;

    private final Map<Long, Integer> tried = new ConcurrentHashMap<>();

    /** Whether this failure, by which the store seems to be away, may be due to one file. Who says "later" means all. */
    static boolean mayBeOfAFile(RuntimeException error, ApplicationFailure failure) {
        boolean isLater = error instanceof SdkServiceException answered && answered.statusCode() == LATER;
        return (error instanceof SdkException || error instanceof SourceUnreadableException)
                && !isLater
                && !THROTTLED.name().equals(failure.getType())
                && Failures.scopeOf(failure)
                        .filter(scope -> scope == Scope.ENVIRONMENT)
                        .isPresent();
    }

    /** Notes one more failure with the file; true if that was the last. */
    boolean isGivenUp(long file) {
        if (tried.merge(file, 1, Integer::sum) < TRIES) {
            return false;
        }
        forget(file);
        return true;
    }

    /** It has come to its end. */
    void forget(long file) {
        tried.remove(file);
    }
}
