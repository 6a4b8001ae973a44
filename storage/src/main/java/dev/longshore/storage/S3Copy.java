package dev.longshore.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
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
    private final IfExists rule;

    S3Copy(S3Store store, S3Clients clients, ObjectPin source, ObjectAddress target) {
        this(store, clients, source, target, IfExists.FAIL);
    }

    private S3Copy(S3Store store, S3Clients clients, ObjectPin source, ObjectAddress target, IfExists rule) {
        this.rule = rule;
        this.store = store;
        this.clients = clients;
        this.source = source;
        this.target = target;
    }

    /** In place of whatever is there and is not known to be the same. */
    S3Copy over() {
        return new S3Copy(store, clients, source, target, IfExists.REPLACE);
    }

    String copy() {
        Optional<HeadObjectResponse> there = S3Store.head(clients, target);
        if (there.filter(this::isKnownToBeTheSame).isPresent()) {
            return there.get().eTag();
        }
        if (there.isPresent() && rule == IfExists.FAIL) {
            throw new TargetExistsException(target + " is there already");
        }
        Optional<String> made;
        try {
            made = makeIt();
        } catch (S3Exception refused) {
            throw Refusals.isPreconditionFailed(refused) ? changed() : refused;
        }
        HeadObjectResponse copy = S3Store.head(clients, target)
                .filter(this::isVerified)
                .orElseThrow(() ->
                        new ChecksumMismatchException(target + " is no copy of " + source.address() + " in the store"));
        if (rule == IfExists.FAIL && ETags.isOpaque(copy)) {
            made.filter(etag -> ETags.same(etag, copy.eTag()))
                    .ifPresent(etag -> new S3Deletion(clients, target, etag).deleteSeen(copy));
            throw untold();
        }
        return copy.eTag();
    }

    /** Its ETag, if the store answers one. */
    private Optional<String> makeIt() {
        HeadObjectResponse there = new S3Look(clients, source.address())
                .look() // some stores ignore the condition
                .orElseThrow(() -> new SourceMissingException(source.address() + " is not there"));
        if (!ETags.same(there.eTag(), source.etag())) {
            throw changed();
        }
        if (rule == IfExists.FAIL && ETags.isOpaque(there)) {
            throw untold();
        }
        return source.size() > LARGEST_AT_ONCE ? Optional.of(copyInParts()) : copyAtOnce();
    }

    private Optional<String> copyAtOnce() {
        CopyObjectResult made = clients.patient()
                .copyObject(b -> b.sourceBucket(source.address().bucket())
                        .sourceKey(source.address().key())
                        .copySourceIfMatch("\"" + ETags.unquoted(source.etag()) + "\"")
                        .destinationBucket(target.bucket())
                        .destinationKey(target.key())
                        .metadataDirective(MetadataDirective.COPY)
                        .overrideConfiguration(clients.deadlineInsideStore(source.size())))
                .copyObjectResult();
        return Optional.ofNullable(made).map(CopyObjectResult::eTag);
    }

    private String copyInParts() {
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
        return upload.complete(parts, rule, source.etag()).etag();
    }

    /** Where ETags are no sums of the content, its size must do, for the store has answered just now that it made this copy. */
    private boolean isVerified(HeadObjectResponse there) {
        return tells(there) ? isKnownToBeTheSame(there) : there.contentLength() == source.size();
    }

    /** Of what was there before, its size alone says nothing. */
    private boolean isKnownToBeTheSame(HeadObjectResponse there) {
        return tells(there) && there.contentLength() == source.size() && ETags.same(there.eTag(), source.etag());
    }

    private boolean tells(HeadObjectResponse there) {
        return ETags.isMd5(source.etag()) && !ETags.isOpaque(there);
    }

    private SourceChangedException changed() {
        return new SourceChangedException(source.address() + " no longer has ETag " + source.etag());
    }

    /** Under keys of a key service; where others may be, one has to know one's own again. */
    private TargetExistsException untold() {
        return new TargetExistsException("By its ETag nobody could tell the copy " + target + " of " + source.address()
                + " from another content of its size");
    }
}
