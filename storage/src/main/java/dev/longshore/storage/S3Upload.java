package dev.longshore.storage;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload, which survives the process that began it. Nothing is visible before it is complete. */
public final class S3Upload {

    private final S3Clients clients;
    private final ObjectAddress address;
    private final String uploadId;
    private final StoreAbilities abilities;

    S3Upload(S3Clients clients, ObjectAddress address, String uploadId, StoreAbilities abilities) {
        this.clients = clients;
        this.address = address;
        this.uploadId = uploadId;
        this.abilities = abilities;
    }

    /** What finds this upload again from another process; not secret, worthless without the store's credentials. */
    public String uploadId() {
        return uploadId;
    }

    ObjectAddress address() {
        return address;
    }

    /** What the store holds, by number; empty if it holds nothing or the upload is over. */
    public Map<Integer, HeldPart> held() {
        return heldUnlessOver().orElse(Map.of());
    }

    /**
     * Sends a part, in place of one of that number, and verifies the store's answer. May be repeated.
     *
     * @param moved is told the bytes in steps of at most 256 KiB, those of a second attempt again, and those of its group if
     *     that is summed first; what it throws ends the sending and is thrown here, as is what the body throws
     * @throws ChecksumMismatchException if the store took other bytes than were sent
     * @throws UploadGoneException if the store knows the upload no longer
     */
    public SentPart put(int number, PartBody body, LongConsumer moved) {
        try (MeasuredBody measured = new MeasuredBody(body, moved)) {
            UploadPartResponse answer = send(number, body, measured);
            Integer crc32 = confirmed(body, answer);
            return crc32 == null
                    ? verified(number, measured.sum(), answer)
                    : new SentPart(number, body.length(), answer.eTag(), crc32);
        }
    }

    /**
     * Lets the store make a part of what it holds, in place of one of that number; no byte of it comes here. May be
     * repeated. S3 wants parts of 5 MiB to 5 GiB but for the last, and of a source of 5 MiB or less it copies only the
     * whole. Where the store ignores that the source has changed, the source is looked at after the copy; a part that is
     * held but whose copy did not return here may be of another source there, and is to be copied again. Of a source that
     * the store does not copy ({@link StoreAbilities#copies}) the bytes are read and sent after all.
     *
     * @return with the CRC32 where the store tells it
     * @throws IllegalStateException if the upload was not begun for copies
     * @throws IllegalArgumentException if no store copies such a range, or the source is in another store
     * @throws SourceChangedException if the source is another than the one pinned
     * @throws SourceMissingException if the source is not there
     * @throws UploadGoneException if the store knows the upload no longer
     */
    public HeldPart copy(int number, ObjectPin source, long offset, long length) {
        if (!abilities.copiesParts()) {
            throw new IllegalStateException("The upload to " + address + " was not begun for copies");
        }
        if (!source.address().store().equals(address.store())) {
            throw new IllegalArgumentException(source.address() + " is in another store than " + address);
        }
        clients.require(source.address(), Right.READ);
        PinnedRange range = new PinnedRange(source, offset, length);
        if (!abilities.copies(source.address())) {
            return sent(number, range);
        }
        S3PartCopy copy = new S3PartCopy(clients, address, uploadId, number, range);
        HeldPart copied = copy.copy(this::gone);
        if (!abilities.refusesChangedCopies()) {
            copy.requireUnchanged();
        }
        return copied;
    }

    private HeldPart sent(int number, PinnedRange range) {
        S3Source read = new S3Source(clients, range.pin());
        return put(number, PartBody.of(read, range.offset(), range.length()), moved -> {})
                .held();
    }

    /** Reads the body and compares; sends nothing. */
    public boolean holds(HeldPart held, PartBody body) {
        return proven(held, body, read -> {}).isPresent();
    }

    /**
     * The part with the CRC32 of its bytes, which some stores ask for at the end though they do not tell it; empty if the
     * store holds other bytes. Reads the body and compares; sends nothing.
     */
    public Optional<HeldPart> proven(HeldPart held, PartBody body, LongConsumer moved) {
        if (held.size() != body.length()) {
            return Optional.empty();
        }
        BodySum sum = BodySum.read(body, moved);
        return sum.isOf(held.etag(), held.crc32())
                ? Optional.of(new HeldPart(held.number(), held.size(), held.etag(), sum.crc32()))
                : Optional.empty();
    }

    /**
     * Makes the object of these parts visible. May be repeated: a lost answer is settled by looking at the target, which
     * is taken for ours only if its ETag is that of the parts and it carries our token.
     *
     * @throws TargetExistsException if something else is there and must stay
     * @throws UploadGoneException if the upload is over and did not become the object
     * @throws PartsMissingException if the store does not show all of these parts
     * @throws ChecksumMismatchException if the store made something else of the parts
     */
    public Completed complete(List<HeldPart> parts, IfExists rule, String token) {
        return completed(parts, rule, new S3Completion(clients, address, uploadId, withChecksums(parts), token));
    }

    /**
     * Like {@link #complete(List, IfExists, String)}; where the upload was begun in a store that verifies whole checksums,
     * and keeps those of its parts, the store makes no object of any other CRC32 than this.
     */
    public Completed complete(List<HeldPart> parts, IfExists rule, String token, int crc32) {
        S3Completion completion = new S3Completion(clients, address, uploadId, withChecksums(parts), token);
        return completed(parts, rule, isVerifiedWhole() ? completion.withChecksum(crc32) : completion);
    }

    /** Whether the store would compare a whole object's checksum with the one that it is given at the end. */
    public boolean isVerifiedWhole() {
        return keepsChecksums() && abilities.verifiesWholeChecksums();
    }

    /** Gives back the room that the parts take. May be repeated; only for who knows that nobody else goes on. */
    public void abort() {
        try {
            clients.s3()
                    .abortMultipartUpload(
                            b -> b.bucket(address.bucket()).key(address.key()).uploadId(uploadId));
        } catch (S3Exception refused) {
            if (!Refusals.isUploadOver(refused)) {
                throw refused;
            }
        }
    }

    private Completed completed(List<HeldPart> parts, IfExists rule, S3Completion completion) {
        try {
            return completion.complete(rule);
        } catch (S3Exception refused) {
            if (!Refusals.mayBeOfMissingParts(refused)) {
                throw refused;
            }
            SortedSet<Integer> missing = missing(parts);
            if (missing.isEmpty()) {
                throw refused;
            }
            throw new PartsMissingException(address.toString(), missing, refused);
        }
    }

    /** None of an upload that is over. */
    private SortedSet<Integer> missing(List<HeldPart> parts) {
        Optional<Map<Integer, HeldPart>> there = heldUnlessOver();
        return parts.stream()
                .filter(part -> there.isPresent() && !isSame(part, there.get().get(part.number())))
                .map(HeldPart::number)
                .collect(toCollection(TreeSet::new));
    }

    private static boolean isSame(HeldPart part, @Nullable HeldPart there) {
        return there != null && there.size() == part.size() && ETags.same(there.etag(), part.etag());
    }

    private Optional<Map<Integer, HeldPart>> heldUnlessOver() {
        try {
            return Optional.of(new S3Listing(clients)
                    .parts(address, uploadId).stream().collect(toMap(HeldPart::number, identity())));
        } catch (S3Exception refused) {
            if (Refusals.isUploadUnknown(refused)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private UploadPartResponse send(int number, PartBody body, MeasuredBody measured) {
        Integer crc32 = keepsChecksums() ? measured.crc32Ahead().orElseGet(() -> knownChecksum(body)) : null;
        if (keepsChecksums() && crc32 == null) {
            return sendBySdk(number, body.length(), measured); // which sends the checksum behind the bytes
        }
        DirectRequest request = DirectRequest.put(
                this,
                number,
                new DirectRequest.Content(measured, body.length(), crc32),
                clients.attempt(body.length()));
        return clients.direct().ask(request, S3Upload::taken, () -> sendBySdk(number, body.length(), measured));
    }

    private static @Nullable Integer knownChecksum(PartBody body) {
        if (body instanceof SummedBody near) {
            return near.crc32();
        }
        return body instanceof BytesBody bytes ? (Integer) bytes.crc32() : null;
    }

    private static UploadPartResponse taken(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isPresent()) {
            answer.responseBody().get().close();
        }
        SdkHttpResponse head = answer.httpResponse();
        return UploadPartResponse.builder()
                .eTag(head.firstMatchingHeader("ETag").orElseThrow(() -> new IOException("an answer without an ETag")))
                .checksumCRC32(head.firstMatchingHeader("x-amz-checksum-crc32").orElse(null))
                .serverSideEncryption(
                        head.firstMatchingHeader("x-amz-server-side-encryption").orElse(null))
                .build();
    }

    private UploadPartResponse sendBySdk(int number, long length, MeasuredBody measured) {
        measured.failure().ifPresent(failure -> {
            throw failure;
        });
        try {
            S3Client client = keepsChecksums() ? clients.s3() : clients.sparse();
            UploadPartResponse answer = client.uploadPart(
                    b -> b.bucket(address.bucket())
                            .key(address.key())
                            .uploadId(uploadId)
                            .partNumber(number)
                            .overrideConfiguration(clients.deadlineFor(length)),
                    RequestBody.fromContentProvider(measured, length, "application/octet-stream"));
            OddAnswers.said(address, "ETag", answer.eTag());
            return answer;
        } catch (S3Exception refused) {
            throw Refusals.isUploadOver(refused) ? gone() : refused;
        } catch (SdkException failed) {
            throw measured.failure().orElse(failed);
        }
    }

    /** The checksum of bytes in memory, if it is what the store answers; else null. */
    private static @Nullable Integer confirmed(PartBody body, UploadPartResponse answer) {
        Integer own = body instanceof BytesBody bytes ? (Integer) bytes.crc32() : null;
        return own != null && own.equals(Crc32Text.parse(answer.checksumCRC32())) ? own : null;
    }

    private SentPart verified(int number, BodySum sent, UploadPartResponse answer) {
        Integer crc32 = ETags.crc32Beside(answer.eTag(), answer.serverSideEncryption(), answer.checksumCRC32());
        if (!sent.isOf(answer.eTag(), crc32)) {
            throw new ChecksumMismatchException("Part " + number + " of " + address + " was sent with MD5 " + sent.md5()
                    + "; the store answers ETag " + answer.eTag() + " and CRC32 " + answer.checksumCRC32());
        }
        return new SentPart(number, sent.size(), answer.eTag(), sent.crc32());
    }

    /** An upload that was begun with checksums wants those of all parts at its end, another none. */
    private List<HeldPart> withChecksums(List<HeldPart> parts) {
        if (!keepsChecksums()) {
            return parts.stream()
                    .map(part -> new HeldPart(part.number(), part.size(), part.etag()))
                    .toList();
        }
        if (parts.stream().allMatch(part -> part.crc32() != null)) {
            return parts;
        }
        Map<Integer, HeldPart> held = held();
        return parts.stream().map(part -> withChecksum(part, held)).toList();
    }

    private boolean keepsChecksums() {
        return clients.addsChecksums() && abilities.keepsChecksumsOfParts();
    }

    private static HeldPart withChecksum(HeldPart part, Map<Integer, HeldPart> held) {
        HeldPart same = held.get(part.number());
        return part.crc32() == null && same != null && ETags.same(same.etag(), part.etag()) ? same : part;
    }

    private UploadGoneException gone() {
        return new UploadGoneException("The store no longer knows the upload " + uploadId + " to " + address);
    }
}
