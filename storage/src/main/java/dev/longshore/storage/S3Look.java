package dev.longshore.storage;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Looks at an object for those who take its absence for an end. What stands between may deny an object once that is there, so
 * a listing is asked as well. Where the store gives none that can be read, as without the right to it, its word
 * counts.
 */
final class S3Look {

    /** Of keys that begin like this one it is the first in every order of texts. */
    private static final int FEW = 10;

    private static final int FIRST_UNSAID = 0xFFFE;

    private static final Logger LOG = LoggerFactory.getLogger(S3Look.class);

    private final S3Clients clients;
    private final ObjectAddress address;

    S3Look(S3Clients clients, ObjectAddress address) {
        this.clients = clients;
        this.address = address;
    }

    /**
     * Empty only if a listing does not show it either.
     *
     * @throws SdkClientException if the store denies it twice and lists it all the same
     */
    Optional<HeadObjectResponse> look() {
        Optional<HeadObjectResponse> there = S3Store.head(clients, address);
        if (there.isPresent() || !isListed()) {
            return there;
        }
        HeadObjectResponse again = S3Store.head(clients, address).orElseThrow(() -> OddAnswers.contradicting(address));
        return Optional.of(again);
    }

    private boolean isListed() {
        try {
            return new S3Listing(clients)
                    .objects(address, null, FEW).objects().stream()
                            .anyMatch(object -> object.key().equals(address.key()));
        } catch (S3Exception refused) {
            if (Refusals.isDenied(refused) || isUnableToList(refused)) {
                return false;
            }
            throw refused;
        } catch (SdkClientException unreadable) {
            if (mayBeSaidInXml(address.key())) {
                throw unreadable;
            }
            LOG.debug("{} cannot be looked up in a listing", address, unreadable);
            return false;
        }
    }

    /** A bucket that is missing is none that holds nothing. */
    private static boolean isUnableToList(S3Exception refused) {
        return Refusals.isInability(refused) && !Refusals.isMissing(refused);
    }

    /** Some stores repeat what they were asked for as it came, and then their listing cannot be read. */
    private static boolean mayBeSaidInXml(String key) {
        return key.chars().allMatch(one -> (one >= ' ' || "\t\n\r".indexOf(one) >= 0) && one < FIRST_UNSAID);
    }
}
