package dev.longshore.storage;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Deletes an object that is still the one which is meant. Some stores ignore the condition of a deletion, so the object is
 * looked at right before each single request: one that is repeated may come long after the look of the first. That it is not
 * there any more counts only if a listing does not show it either.
 */
final class S3Deletion {

    private static final long PAUSE_MILLIS = 100;

    private final S3Clients clients;
    private final ObjectAddress address;
    private final String etag;

    S3Deletion(S3Clients clients, ObjectAddress address, String etag) {
        this.clients = clients;
        this.address = address;
        this.etag = etag;
    }

    /**
     * Whether it is gone now; false: another is in its place and stays.
     *
     * @throws SdkException if the store fails, or denies the object and lists it: it may be there still
     */
    boolean delete() {
        return deleteIf(there -> true);
    }

    /** The same if what is looked at is so. */
    boolean deleteIf(Predicate<HeadObjectResponse> wanted) {
        return delete(wanted, null);
    }

    /** The same by who has looked at it just now. */
    boolean deleteSeen(HeadObjectResponse seen) {
        return delete(there -> true, seen);
    }

    private boolean delete(Predicate<HeadObjectResponse> wanted, @Nullable HeadObjectResponse seen) {
        Optional<HeadObjectResponse> there = seen == null ? look() : Optional.of(seen);
        for (int attempt = 1; ; attempt++) {
            if (there.isEmpty()) {
                return true;
            }
            if (!ETags.same(there.get().eTag(), etag) || !wanted.test(there.get())) {
                return false;
            }
            try {
                return isGone();
            } catch (SdkException failed) {
                if (attempt >= clients.attempts() || !mayPass(failed)) {
                    throw failed;
                }
                pause(attempt);
            }
            there = look();
        }
    }

    private Optional<HeadObjectResponse> look() {
        return new S3Look(clients, address).look();
    }

    private boolean isGone() {
        try {
            clients.single()
                    .deleteObject(
                            b -> b.bucket(address.bucket()).key(address.key()).ifMatch(etag));
            return true;
        } catch (S3Exception refused) {
            if (Refusals.isPreconditionFailed(refused)) {
                return false;
            }
            if (Refusals.isMissing(refused) && look().isEmpty()) {
                return true;
            }
            throw refused;
        }
    }

    /** Also what denies an object that is there. */
    private static boolean mayPass(SdkException failed) {
        if (failed instanceof S3Exception refused && Refusals.isMissing(refused)) {
            return true;
        }
        return failed instanceof AwsServiceException answered
                ? answered.statusCode() >= 500 || answered.isThrottlingException()
                : !(failed instanceof AbortedException);
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS << attempt));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Interrupted before a deletion", interrupted);
        }
    }
}
