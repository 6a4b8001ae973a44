package dev.longshore.storage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The end of an upload, which may have come already without its answer. */
final class S3Completion {

    private final S3Clients clients;
    private final ObjectAddress address;
    private final String uploadId;
    private final List<HeldPart> parts;
    private final String token;
    private final long size;
    private final Optional<String> composite;
    private final @Nullable Integer crc32;

    S3Completion(S3Clients clients, ObjectAddress address, String uploadId, List<HeldPart> parts, String token) {
        this(clients, address, uploadId, parts, token, null);
    }

    private S3Completion(
            S3Clients clients,
            ObjectAddress address,
            String uploadId,
            List<HeldPart> parts,
            String token,
            @Nullable Integer crc32) {
        this.clients = clients;
        this.address = address;
        this.uploadId = uploadId;
        this.parts =
                parts.stream().sorted(Comparator.comparingInt(HeldPart::number)).toList();
        this.token = token;
        this.crc32 = crc32;
        size = parts.stream().mapToLong(HeldPart::size).sum();
        composite = ETags.composite(this.parts.stream().map(HeldPart::etag).toList());
    }

    /** Of the whole object, for the store to compare. */
    S3Completion withChecksum(int whole) {
        return new S3Completion(clients, address, uploadId, parts, token, whole);
    }

    Completed complete(IfExists rule) {
        if (rule == IfExists.REPLACE) {
            return request(rule);
        }
        Optional<HeadObjectResponse> there = S3Store.head(clients, address); // some stores ignore the condition
        return there.isPresent() ? oursOrRefused(there.get()) : request(rule);
    }

    /** Without a look at the target before. */
    Completed request(IfExists rule) {
        try {
            return verified(send(rule), rule);
        } catch (S3Exception refused) {
            return settled(rule, refused);
        }
    }

    private CompleteMultipartUploadResponse send(IfExists rule) {
        S3Client patient = clients.patient();
        if (rule == IfExists.REPLACE) {
            return patient.completeMultipartUpload(completion().build());
        }
        try {
            return patient.completeMultipartUpload(completion().ifNoneMatch("*").build());
        } catch (S3Exception refused) {
            if (Refusals.isNotImplemented(refused)) {
                return patient.completeMultipartUpload(completion().build()); // nothing was there just now
            }
            throw refused;
        }
    }

    private CompleteMultipartUploadRequest.Builder completion() {
        List<CompletedPart> completed = parts.stream().map(this::completed).toList();
        return CompleteMultipartUploadRequest.builder()
                .bucket(address.bucket())
                .key(address.key())
                .uploadId(uploadId)
                .multipartUpload(all -> all.parts(completed))
                .checksumType(crc32 == null ? null : ChecksumType.FULL_OBJECT)
                .checksumCRC32(crc32 == null ? null : Crc32Text.of(crc32))
                .overrideConfiguration(clients.deadlineInsideStore(size));
    }

    private CompletedPart completed(HeldPart part) {
        Integer ofPart = part.crc32();
        return CompletedPart.builder()
                .partNumber(part.number())
                .eTag(part.etag())
                .checksumCRC32(ofPart == null ? null : Crc32Text.of(ofPart))
                .build();
    }

    private Completed verified(CompleteMultipartUploadResponse answer, IfExists rule) {
        String etag = answer.eTag();
        if (etag == null || etag.isEmpty()) { // so does Ceph answer
            return asItIsThere(rule);
        }
        if (!isRight(etag, answer.serverSideEncryption())) {
            throw takenBack(etag);
        }
        return new Completed(ETags.quoted(etag));
    }

    private Completed asItIsThere(IfExists rule) {
        HeadObjectResponse there = S3Store.head(clients, address)
                .orElseThrow(() -> new ChecksumMismatchException(
                        "The store says that it made " + address + " of its parts, but has no such object"));
        if (!isRight(
                there.eTag(), there.serverSideEncryption())) { // where it may replace, it may be an older one of ours
            throw rule == IfExists.FAIL ? takenBack(there.eTag()) : mismatch(there.eTag());
        }
        return new Completed(ETags.quoted(there.eTag()));
    }

    private boolean isRight(String etag, @Nullable ServerSideEncryption encryption) {
        return ETags.isOpaque(encryption) || isOfTheseParts(etag);
    }

    /** What the store made wrongly of our parts stays under no name of ours; if it cannot be removed, that is said too. */
    private ChecksumMismatchException takenBack(String etag) {
        ChecksumMismatchException mismatch = mismatch(etag);
        try {
            S3Store.head(clients, address)
                    .filter(there -> ETags.same(there.eTag(), etag))
                    .filter(there -> hasOurToken(there) && !ETags.isOpaque(there))
                    .ifPresent(new S3TakeBack(clients, address)::takeBack);
        } catch (SdkException left) {
            mismatch.addSuppressed(left);
        }
        return mismatch;
    }

    private ChecksumMismatchException mismatch(String etag) {
        return new ChecksumMismatchException(
                "The parts of " + address + " give ETag " + composite.orElseThrow() + "; the store answers " + etag);
    }

    /** What refuses now may be the trace of our own request whose answer was lost. */
    private Completed settled(IfExists rule, S3Exception refused) {
        if (crc32 != null && Refusals.isOtherChecksum(refused)) {
            throw new ChecksumMismatchException("The parts of " + address + " have another CRC32 than "
                    + Crc32Text.of(crc32) + ", says the store: " + refused.getMessage());
        }
        boolean over = Refusals.isUploadOver(refused) || (Refusals.isFault(refused) && !isKnown());
        if (!over && !Refusals.isPreconditionFailed(refused) && !Refusals.mayBeOfAnotherCompletion(refused)) {
            throw refused;
        }
        Optional<HeadObjectResponse> there = S3Store.head(clients, address);
        if (there.filter(this::isOurs).isPresent()) {
            return new Completed(there.get().eTag());
        }
        if (there.isPresent() && rule == IfExists.FAIL) {
            throw exists(there.get());
        }
        throw over
                ? new UploadGoneException(
                        "The store no longer knows the upload " + uploadId + ", and " + address + " is not its object")
                : refused;
    }

    /** Some stores stumble over the completion of an upload that they no longer know, each time again. */
    private boolean isKnown() {
        try {
            clients.s3()
                    .listParts(b -> b.bucket(address.bucket())
                            .key(address.key())
                            .uploadId(uploadId)
                            .maxParts(1));
            return true;
        } catch (S3Exception asked) {
            return !Refusals.isUploadUnknown(asked);
        }
    }

    private Completed oursOrRefused(HeadObjectResponse there) {
        if (!isOurs(there)) {
            throw exists(there);
        }
        return new Completed(there.eTag());
    }

    private boolean isOurs(HeadObjectResponse there) {
        return there.contentLength() == size
                && (ETags.isOpaque(there) || isOfTheseParts(there.eTag()))
                && hasOurToken(there);
    }

    private boolean hasOurToken(HeadObjectResponse there) {
        return token.equals(there.metadata().get(UploadTarget.TOKEN));
    }

    private boolean isOfTheseParts(String etag) {
        return composite.isEmpty() || ETags.same(composite.get(), etag);
    }

    private TargetExistsException exists(HeadObjectResponse there) {
        return new TargetExistsException(
                address + " is there already (" + there.contentLength() + " bytes, ETag " + there.eTag() + ")");
    }
}
