package dev.longshore.storage;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Removes what was made and must not stay: exactly this object, and in a bucket that keeps versions exactly this version, so
 * that what it replaced is there again. May be repeated.
 */
final class S3TakeBack {

    private final S3Clients clients;
    private final ObjectAddress address;

    S3TakeBack(S3Clients clients, ObjectAddress address) {
        this.clients = clients;
        this.address = address;
    }

    Removal takeBack(String etag) {
        Optional<HeadObjectResponse> there = S3Store.head(clients, address);
        if (there.isEmpty()) {
            return Removal.GONE;
        }
        return ETags.same(there.get().eTag(), etag) ? takeBack(there.get()) : Removal.REPLACED;
    }

    /** The same by who has looked at it just now. */
    Removal takeBack(HeadObjectResponse there) {
        String version = there.versionId();
        if (version != null && !version.isEmpty()) {
            return removeVersion(there);
        }
        return new S3Deletion(clients, address, there.eTag()).deleteSeen(there) ? Removal.GONE : Removal.REPLACED;
    }

    private Removal removeVersion(HeadObjectResponse there) {
        try {
            clients.s3()
                    .deleteObject(
                            b -> b.bucket(address.bucket()).key(address.key()).versionId(there.versionId()));
            return Removal.GONE;
        } catch (S3Exception refused) {
            if (!Refusals.isDenied(refused) && !Refusals.isLocked(refused)) {
                throw refused;
            }
            return new S3Deletion(clients, address, there.eTag()).deleteSeen(there) ? Removal.HIDDEN : Removal.REPLACED;
        }
    }
}
