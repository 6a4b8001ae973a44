package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.conflict;
import static dev.longshore.starters.problem.RefusedException.unavailable;

import dev.longshore.starters.problem.RefusedException;
import dev.longshore.storage.NotAllowedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.Stores;
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
        boolean taken =
                asked(target, () -> stores.of(target, Right.WRITE).facts(target).isPresent());
        if (taken) {
            throw conflict("There is an object at " + target
                    + " already; choose another, or say \"exists\":\"replace\" or \"suffix\".");
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
