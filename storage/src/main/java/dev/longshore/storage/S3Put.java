package dev.longshore.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One request that makes an object of a body, which may have come already without its answer. */
final class S3Put {

    private final S3Clients clients;
    private final UploadTarget target;
    private final PartBody body;
    private final IfExists rule;
    private final @Nullable String replaced;
    private final boolean isConditional;

    S3Put(S3Clients clients, UploadTarget target, PartBody body, IfExists rule) {
        this(clients, target, body, rule, null, rule == IfExists.FAIL);
    }

    private S3Put(
            S3Clients clients,
            UploadTarget target,
            PartBody body,
            IfExists rule,
            @Nullable String replaced,
            boolean isConditional) {
        this.clients = clients;
        this.target = target;
        this.body = body;
        this.rule = rule;
        this.replaced = replaced;
        this.isConditional = isConditional;
    }

    /** Only if the object is this one; after a lost answer it is not any more. */
    S3Put over(String etag) {
        return new S3Put(clients, target, body, rule, ETags.quoted(ETags.unquoted(etag)), isConditional);
    }

    Stored put(LongConsumer moved) {
        try (MeasuredBody measured = new MeasuredBody(looks() ? looking() : body, moved)) {
            if (looks() && body.length() == 0) {
                looking().look(); // an empty body may be sent without being opened
            }
            PutObjectResponse answer = send(measured);
            return verified(measured.sum(), answer);
        } catch (TargetExistsException there) {
            return oursOrRefused();
        } catch (S3Exception refused) {
            return settled(refused, moved);
        }
    }

    /** What is there stays, and the store does not see to that. */
    private boolean looks() {
        return rule == IfExists.FAIL && (!isConditional || clients.looksBeforePuts());
    }

    private LookingBody looking() {
        return new LookingBody(clients, target.address(), body);
    }

    private PutObjectResponse send(MeasuredBody measured) {
        DirectRequest request = DirectRequest.put(
                target.address(), headers(), new DirectRequest.Content(measured, body.length(), crc32()), deadline());
        return clients.direct().ask(request, S3Put::answered, () -> sendBySdk(measured));
    }

    private Duration deadline() {
        return clients.attempt(body.length());
    }

    private PutObjectResponse sendBySdk(MeasuredBody measured) {
        measured.failure().ifPresent(failure -> {
            throw failure;
        });
        RequestBody sent = RequestBody.fromContentProvider(measured, body.length(), contentType());
        try {
            return clients.sparse().putObject(request(), sent);
        } catch (SdkException failed) {
            throw measured.failure().orElse(failed);
        }
    }

    private PutObjectRequest request() {
        ObjectMetadata metadata = target.metadata();
        return PutObjectRequest.builder()
                .bucket(target.address().bucket())
                .key(target.address().key())
                .contentType(contentType())
                .contentLength(body.length())
                .contentMD5(md5())
                .metadata(user())
                .storageClass(metadata.storageClass())
                .serverSideEncryption(metadata.encryption())
                .ifMatch(replaced)
                .ifNoneMatch(isConditional ? "*" : null)
                .overrideConfiguration(clients.deadlineFor(body.length()))
                .build();
    }

    /** What the SDK would send. */
    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", contentType());
        user().forEach((name, value) -> headers.put("x-amz-meta-" + name, value));
        putIfKnown(headers, "Content-MD5", md5());
        putIfKnown(headers, "x-amz-storage-class", target.metadata().storageClass());
        putIfKnown(headers, "x-amz-server-side-encryption", target.metadata().encryption());
        putIfKnown(headers, "If-None-Match", isConditional ? "*" : null);
        putIfKnown(headers, "If-Match", replaced);
        return headers;
    }

    private static void putIfKnown(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private Map<String, String> user() {
        Map<String, String> user = new HashMap<>(target.metadata().user());
        user.put(UploadTarget.TOKEN, target.token());
        return user;
    }

    private String contentType() {
        String type = target.metadata().contentType();
        return type == null ? "application/octet-stream" : type;
    }

    /** Of bytes in memory, so that the store refuses others before it keeps them. */
    private @Nullable String md5() {
        if (!(body instanceof BytesBody)) {
            return null;
        }
        byte[] sum = HexFormat.of().parseHex(BodySum.read(body, read -> {}).md5());
        return Base64.getEncoder().encodeToString(sum);
    }

    private @Nullable Integer crc32() {
        return clients.addsChecksums() && body instanceof BytesBody bytes ? (Integer) bytes.crc32() : null;
    }

    private static PutObjectResponse answered(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isPresent()) {
            answer.responseBody().get().close();
        }
        SdkHttpResponse head = answer.httpResponse();
        return PutObjectResponse.builder()
                .eTag(head.firstMatchingHeader("ETag").orElse(""))
                .versionId(head.firstMatchingHeader("x-amz-version-id").orElse(null))
                .checksumCRC32(head.firstMatchingHeader("x-amz-checksum-crc32").orElse(null))
                .serverSideEncryption(
                        head.firstMatchingHeader("x-amz-server-side-encryption").orElse(null))
                .build();
    }

    private Stored verified(BodySum sent, PutObjectResponse answer) {
        String etag = answer.eTag() == null ? "" : answer.eTag();
        Integer crc32 = ETags.crc32Beside(etag, answer.serverSideEncryption(), answer.checksumCRC32());
        Optional<String> proof = proofOf(sent, etag, crc32);
        if (proof.isPresent() && !etag.isEmpty()) {
            return new Stored(ETags.quoted(etag), answer.versionId(), proof.get());
        }
        return readBack(sent).orElseThrow(() -> takenBack(sent, etag, answer.versionId()));
    }

    /** What refuses now may be the trace of our own request whose answer was lost; or the same bytes are there already. */
    private Stored settled(S3Exception refused, LongConsumer moved) {
        if (Refusals.isOtherChecksum(refused)) {
            throw new ChecksumMismatchException(
                    "The store took other bytes for " + target.address() + " than were sent: " + refused.getMessage());
        }
        if (isConditional && Refusals.isNotImplemented(refused)) {
            return withoutCondition(moved);
        }
        boolean isGone = replaced != null && Refusals.isMissing(refused);
        if (!isGone && !Refusals.isPreconditionFailed(refused)) {
            throw refused;
        }
        return oursOrRefused();
    }

    /** Where the store knows no condition, what is there stays all the same. */
    private Stored withoutCondition(LongConsumer moved) {
        return new S3Put(clients, target, body, rule, replaced, false).put(moved);
    }

    private Stored oursOrRefused() {
        return there().orElseThrow(() -> new TargetExistsException(
                target.address() + (replaced == null ? " is there already" : " is no longer what was to be replaced")));
    }

    /** The object that is there, if it holds these bytes. */
    Optional<Stored> there() {
        Optional<HeadObjectResponse> head = S3Store.head(clients, target.address());
        if (head.isEmpty() || head.get().contentLength() != body.length()) {
            return Optional.empty();
        }
        BodySum sum = BodySum.read(body, read -> {});
        HeadObjectResponse there = head.get();
        Integer crc32 = ETags.crc32Beside(there.eTag(), there.serverSideEncryption(), there.checksumCRC32());
        Optional<String> proof = proofOf(sum, there.eTag(), crc32);
        return proof.isPresent()
                ? Optional.of(new Stored(there.eTag(), there.versionId(), proof.get()))
                : readBack(sum);
    }

    /** @param crc32 null where it proves nothing */
    private static Optional<String> proofOf(BodySum sum, String etag, @Nullable Integer crc32) {
        if (ETags.unquoted(etag).equals(sum.md5())) {
            return Optional.of("md5:" + sum.md5());
        }
        return crc32 != null && crc32 == sum.crc32() ? Optional.of("crc32:" + Crc32Text.of(crc32)) : Optional.empty();
    }

    /** Empty if the store gives other bytes. */
    private Optional<Stored> readBack(BodySum sum) {
        Optional<HeadObjectResponse> head = S3Store.head(clients, target.address());
        if (head.isEmpty() || head.get().contentLength() != sum.size()) {
            return Optional.empty();
        }
        ObjectPin pin = new ObjectPin(target.address(), head.get().eTag(), sum.size(), null);
        BodySum read = BodySum.read(PartBody.of(new S3Source(clients, pin), 0, sum.size()), count -> {});
        return read.md5().equals(sum.md5())
                ? Optional.of(new Stored(head.get().eTag(), head.get().versionId(), "read:md5:" + sum.md5()))
                : Optional.empty();
    }

    /** Other bytes than ours stay under no name of ours; what they replaced is there again. */
    private ChecksumMismatchException takenBack(BodySum sent, String etag, @Nullable String version) {
        ChecksumMismatchException mismatch = new ChecksumMismatchException(target.address() + " was sent with MD5 "
                + sent.md5() + "; the store answers ETag " + etag + " and gives other bytes");
        try {
            new S3TakeBack(clients, target.address()).takeBackWritten(etag, version);
        } catch (SdkException left) {
            mismatch.addSuppressed(left);
        }
        return mismatch;
    }
}
