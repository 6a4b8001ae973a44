package dev.longshore.storage;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A range of an object that becomes a part without leaving the store. */
final class S3PartCopy {

    private final S3Clients clients;
    private final ObjectAddress target;
    private final String uploadId;
    private final int number;
    private final PinnedRange range;
    private final ObjectPin pin;

    S3PartCopy(S3Clients clients, ObjectAddress target, String uploadId, int number, PinnedRange range) {
        this.clients = clients;
        this.target = target;
        this.uploadId = uploadId;
        this.number = number;
        this.range = range;
        pin = range.pin();
    }

    /**
     * Copies it.
     *
     * @param gone what to throw if the store knows the upload no longer
     */
    HeldPart copy(Supplier<UploadGoneException> gone) {
        try {
            return held(send());
        } catch (S3Exception refused) {
            throw Refusals.isUploadOver(refused) ? gone.get() : explained(refused);
        }
    }

    /** For stores that ignore the condition of the copy: what is there now was there when it was copied. */
    void requireUnchanged() {
        requireUnchanged(S3Store.head(clients, pin.address(), pin.version()));
    }

    private @Nullable CopyPartResult send() {
        return clients.patient()
                .uploadPartCopy(b -> b.destinationBucket(target.bucket())
                        .destinationKey(target.key())
                        .uploadId(uploadId)
                        .partNumber(number)
                        .sourceBucket(pin.address().bucket())
                        .sourceKey(pin.address().key())
                        .sourceVersionId(pin.version())
                        .copySourceIfMatch("\"" + ETags.unquoted(pin.etag()) + "\"")
                        .copySourceRange(range.header())
                        .overrideConfiguration(clients.deadlineInsideStore(range.length())))
                .copyPartResult();
    }

    private HeldPart held(@Nullable CopyPartResult copied) {
        if (copied == null || copied.eTag() == null) {
            throw new ChecksumMismatchException(
                    "The store does not say what it copied from " + pin.address() + " to part " + number);
        }
        return new HeldPart(number, range.length(), copied.eTag(), Crc32Text.parse(copied.checksumCRC32()));
    }

    /** Stores differ in what they say of a source that is not the one pinned, so it is looked at. */
    private RuntimeException explained(S3Exception refused) {
        Optional<RuntimeException> unreadable = Refusals.ofTheObject(pin.address(), refused);
        if (unreadable.isPresent() || !Refusals.mayBeOfTheSource(refused)) {
            return unreadable.orElse(refused);
        }
        Optional<HeadObjectResponse> there = S3Store.head(clients, pin.address(), pin.version());
        requireUnchanged(there);
        return Refusals.isPreconditionFailed(refused) ? changed("was another for a moment") : refused;
    }

    private void requireUnchanged(Optional<HeadObjectResponse> there) {
        String etag = there.map(HeadObjectResponse::eTag)
                .orElseThrow(() -> new SourceMissingException(pin.address() + " is not there"));
        if (!ETags.same(etag, pin.etag())) {
            throw changed("now it has ETag " + etag);
        }
    }

    private SourceChangedException changed(String how) {
        return new SourceChangedException(
                pin.address() + " is no longer the " + pin.size() + " bytes of ETag " + pin.etag() + "; " + how);
    }
}
