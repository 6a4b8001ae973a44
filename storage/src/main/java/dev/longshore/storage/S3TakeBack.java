package dev.longshore.storage;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Removes what was made and must not stay: exactly this object, and in a bucket that keeps versions exactly this version, so
 * that what it replaced is there again. May be repeated.
 */
final class S3TakeBack {

    /** How a bucket that keeps no versions any more calls the only one that it then has, whoever wrote it last. */
    private static final String NONE = "null";

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
        S3Deletion deletion = new S3Deletion(clients, address, there.eTag());
        if (version != null && !version.isEmpty()) {
            return removeVersion(version, () -> deletion.deleteSeen(there));
        }
        return deletion.deleteSeen(there) ? Removal.GONE : Removal.REPLACED;
    }

    /** The same by who wrote it just now, for which the version it was told is enough: whatever came since stays. */
    Removal takeBackWritten(String etag, @Nullable String version) {
        S3Deletion deletion = new S3Deletion(clients, address, etag);
        if (version == null || version.isEmpty() || version.equals(NONE)) {
            return deletion.delete() ? Removal.GONE : Removal.REPLACED;
        }
        return removeVersion(version, deletion::delete);
    }

    private Removal removeVersion(String version, BooleanSupplier hiding) {
        try {
            clients.s3()
                    .deleteObject(
                            b -> b.bucket(address.bucket()).key(address.key()).versionId(version));
            return Removal.GONE;
        } catch (S3Exception refused) {
            if (!Refusals.isDenied(refused) && !Refusals.isLocked(refused)) {
                throw refused;
            }
            return hiding.getAsBoolean() ? Removal.HIDDEN : Removal.REPLACED;
        }
    }
}
