package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.conflict;
import static dev.longshore.starters.problem.RefusedException.notFound;
import static dev.longshore.starters.problem.RefusedException.unavailable;

import dev.longshore.starters.problem.RefusedException;
import dev.longshore.storage.Link;
import dev.longshore.storage.NotAllowedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.SourceEncryptedException;
import dev.longshore.storage.Stores;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Whether a job could reach its buckets at all. One request for each bucket, none for each source. */
final class Reach {

    private final Stores stores;

    Reach(Stores stores) {
        this.stores = stores;
    }

    /** By the settings alone; asks nobody. */
    void requireAllowed(ObjectAddress address, Right right) {
        try {
            stores.require(address, right);
        } catch (NotAllowedException refused) {
            throw badRequest(String.valueOf(refused.getMessage()));
        }
    }

    void requireBucket(ObjectAddress address) {
        boolean there = asked(address, () -> stores.bucketExists(address));
        if (!there) {
            throw badRequest("There is no bucket " + address.withKey("") + ".");
        }
    }

    void requireNothingAt(ObjectAddress target) {
        boolean taken = asked(target, () -> isTaken(target));
        if (taken) {
            throw conflict("There is an object at " + target
                    + " already; choose another, or say \"exists\":\"replace\" or \"suffix\".");
        }
    }

    /** The store is asked whether there is anything to link to; the link itself it does not know of. */
    Link linkTo(ObjectAddress archive, Duration valid) {
        requireAllowed(archive, Right.READ);
        boolean there = asked(
                archive, () -> stores.of(archive, Right.READ).facts(archive).isPresent());
        if (!there) {
            throw notFound("The archive " + archive + " is no longer there.");
        }
        return asked(archive, () -> stores.of(archive, Right.READ).link(archive, valid));
    }

    /** Asks the store of that bucket, if the settings allow that. */
    <T> T ask(ObjectAddress address, Right right, Function<S3Store, T> question) {
        requireAllowed(address, right);
        return asked(address, () -> question.apply(stores.of(address, right)));
    }

    private boolean isTaken(ObjectAddress target) {
        try {
            return stores.of(target, Right.WRITE).facts(target).isPresent();
        } catch (SourceEncryptedException unreadable) {
            return true; // there it is
        }
    }

    private <T> T asked(ObjectAddress address, Supplier<T> question) {
        try {
            return question.get();
        } catch (AwsServiceException refused) {
            throw explained(address, refused);
        } catch (SdkException away) {
            throw unavailable("The store of " + address.withKey("") + " does not answer; try again.");
        }
    }

    private RefusedException explained(ObjectAddress address, AwsServiceException refused) {
        int status = refused.statusCode();
        if (status >= 500 || status == 429) {
            return unavailable("The store of " + address.withKey("") + " answers " + status + "; try again.");
        }
        return badRequest("The store refuses " + address.withKey("") + ": status " + status + ".");
    }
}
