package dev.longshore.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A second object of the content that one holds, made by the store itself. */
final class S3Copy {

    private static final long LARGEST_AT_ONCE = 5L << 30;
    private static final long PART = 1L << 30;
    private static final StoreAbilities COPYING = new StoreAbilities(true, false, false, false, false, false);

    private final S3Store store;
    private final S3Clients clients;
    private final ObjectPin source;
    private final ObjectAddress target;

    S3Copy(S3Store store, S3Clients clients, ObjectPin source, ObjectAddress target) {
        this.store = store;
        this.clients = clients;
        this.source = source;
        this.target = target;
    }

    String copy() {
        Optional<HeadObjectResponse> there = S3Store.head(clients, target);
        if (there.isPresent()) {
            return verified(there.get()).orElseThrow(() -> new TargetExistsException(target + " is there already"));
        }
        try {
            makeIt();
        } catch (S3Exception refused) {
            throw Refusals.isPreconditionFailed(refused) ? changed() : refused;
        }
        return S3Store.head(clients, target)
                .flatMap(this::verified)
                .orElseThrow(() ->
                        new ChecksumMismatchException(target + " is no copy of " + source.address() + " in the store"));
    }

    private void makeIt() {
        HeadObjectResponse there = S3Store.head(clients, source.address()) // some stores ignore the condition
                .orElseThrow(() -> new SourceMissingException(source.address() + " is not there"));
        if (!ETags.same(there.eTag(), source.etag())) {
            throw changed();
        }
        if (source.size() > LARGEST_AT_ONCE) {
            copyInParts();
        } else {
            copyAtOnce();
        }
    }

    private void copyAtOnce() {
        clients.patient()
                .copyObject(b -> b.sourceBucket(source.address().bucket())
                        .sourceKey(source.address().key())
                        .copySourceIfMatch("\"" + ETags.unquoted(source.etag()) + "\"")
                        .destinationBucket(target.bucket())
                        .destinationKey(target.key())
                        .metadataDirective(MetadataDirective.COPY)
                        .overrideConfiguration(clients.deadlineInsideStore(source.size())));
    }

    private void copyInParts() {
        store.unfinishedUploads(target)
                .forEach(left -> store.resume(target, left.uploadId()).abort()); // of one who died
        ObjectMetadata metadata = store.facts(source.address())
                .map(MetadataPolicy.preserve()::of)
                .orElseThrow(() -> new SourceMissingException(source.address() + " is not there"));
        S3Upload upload = store.begin(new UploadTarget(target, source.etag(), metadata), COPYING);
        List<HeldPart> parts = new ArrayList<>();
        for (long at = 0; at < source.size(); at += PART) {
            parts.add(upload.copy(parts.size() + 1, source, at, Math.min(PART, source.size() - at)));
        }
        upload.complete(parts, IfExists.FAIL, source.etag());
    }

    /** Its ETag; empty if it is another content. Where ETags are no sums of the content, its size must do. */
    private Optional<String> verified(HeadObjectResponse there) {
        boolean tells = ETags.isMd5(source.etag()) && !ETags.isOpaque(there);
        boolean isSame = there.contentLength() == source.size() && (!tells || ETags.same(there.eTag(), source.etag()));
        return isSame ? Optional.of(there.eTag()) : Optional.empty();
    }

    private SourceChangedException changed() {
        return new SourceChangedException(source.address() + " no longer has ETag " + source.etag());
    }
}
