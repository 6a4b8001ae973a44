package dev.longshore.storage;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * An S3 store. Every request has a deadline and is tried a few times; what the store refuses for reasons that nobody here
 * understands passes as the SDK's exception. Each method asks the settings first and throws {@link NotAllowedException}.
 */
public final class S3Store {

    private final StoreSettings settings;
    private final S3Clients clients;

    S3Store(StoreSettings settings, Deadlines deadlines) {
        this.settings = settings;
        clients = new S3Clients(settings, deadlines);
    }

    public String name() {
        return settings.name();
    }

    /** To be passed by who asks for many heads. */
    public AdaptiveGate heads() {
        return clients.heads();
    }

    /** To be passed by who reads, sends, or has the store copy at many places at a time. */
    public AdaptiveGate transfers() {
        return clients.transfers();
    }

    /** To be passed by who makes many objects of so many bytes each. */
    public AdaptiveGate puts(long bytes) {
        return bytes <= S3Clients.SMALL ? clients.puts() : clients.transfers();
    }

    /** Where it is, as people know it. */
    public String endpoint() {
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            return endpoint.toString();
        }
        return settings.region() == null ? "AWS" : "AWS " + settings.region();
    }

    /** Whether the settings allow this there; what the store itself says is another matter. */
    public boolean allows(ObjectAddress address, Right right) {
        return settings.allows(address.bucket(), right);
    }

    /** Empty if there is no such object. */
    public Optional<ObjectFacts> facts(ObjectAddress address) {
        requireAny(address);
        return head(clients, address).map(answer -> facts(address, answer));
    }

    /**
     * Like {@link #facts}, for those who take an absence for an end: empty only if a listing does not show the object either,
     * or none is given.
     *
     * @throws SdkClientException if the store denies the object and lists it
     */
    public Optional<ObjectFacts> certainFacts(ObjectAddress address) {
        requireAny(address);
        return new S3Look(clients, address).look().map(answer -> facts(address, answer));
    }

    /** Reads this content and no other; see {@link S3Source}. */
    public S3Source source(ObjectPin pin) {
        require(pin.address(), Right.READ);
        return new S3Source(clients, pin);
    }

    /**
     * By which sum a content is known to be that of the object: the MD5 that its ETag is, or its CRC32, or another sum that the
     * store keeps of all of it (CRC64NVME, CRC32C, SHA-256), for which the content is read again; or that of what the store gives
     * when the object is read once more. Empty if it is another.
     *
     * @param moved is told the bytes of the object that are read once more
     */
    public Optional<String> proofOf(ObjectPin pin, ReadContent content, LongConsumer moved) {
        require(pin.address(), Right.READ);
        return new ContentProof(clients, pin).of(content, moved);
    }

    /** Objects whose keys begin with the prefix's, in their order, at most 1,000. What is no listing is an exception. */
    public ListedPage list(ObjectAddress prefix, @Nullable String after, int limit) {
        require(prefix, Right.READ);
        return new S3Listing(clients).objects(prefix, after, limit);
    }

    /**
     * Makes an object of the body in one request, and verifies what the store says it took. May be repeated: an object that
     * is there already is taken for this one if it holds the same bytes.
     *
     * @param moved is told the bytes in steps, those of a second attempt again; what it throws ends the sending
     * @throws TargetExistsException if something else is there and must stay; of stores that know no condition see
     *     {@link #relyOn}
     * @throws ChecksumMismatchException if the store took other bytes than were sent; they are removed again
     */
    public Stored put(UploadTarget target, PartBody body, IfExists rule, LongConsumer moved) {
        require(target.address(), Right.WRITE);
        return new S3Put(clients, target, body, rule).put(moved);
    }

    /** Like {@link #put}, but in the place of exactly this content, for buckets that keep it as an older version. */
    public Stored putOver(ObjectPin replaced, UploadTarget target, PartBody body, LongConsumer moved) {
        require(target.address(), Right.WRITE);
        return new S3Put(clients, target, body, IfExists.REPLACE)
                .over(replaced.etag())
                .put(moved);
    }

    /** The object that is there, if it holds these bytes and no others; empty also if nothing is there. */
    public Optional<Stored> holding(UploadTarget target, PartBody body) {
        require(target.address(), Right.READ);
        return new S3Put(clients, target, body, IfExists.FAIL).there();
    }

    /** A lost answer may leave an upload that nobody knows; {@link #unfinishedUploads} finds it. */
    public S3Upload begin(UploadTarget target) {
        return begin(target, StoreAbilities.unknown());
    }

    /** Like {@link #begin(UploadTarget)}; takes copies, if the store makes them. */
    public S3Upload begin(UploadTarget target, StoreAbilities abilities) {
        ObjectAddress address = target.address();
        require(address, Right.WRITE);
        String uploadId =
                clients.s3().createMultipartUpload(creation(target, abilities)).uploadId();
        return new S3Upload(clients, address, OddAnswers.said(address, "UploadId", uploadId), abilities);
    }

    /** Asks nothing of the store yet. */
    public S3Upload resume(ObjectAddress address, String uploadId) {
        return resume(address, uploadId, StoreAbilities.unknown());
    }

    /** Like {@link #resume(ObjectAddress, String)}, with the abilities that it was begun with. */
    public S3Upload resume(ObjectAddress address, String uploadId, StoreAbilities abilities) {
        require(address, Right.WRITE);
        return new S3Upload(clients, address, uploadId, abilities);
    }

    /**
     * Finds out what the store can do, in about 30 small requests on objects whose keys begin with the prefix's and that
     * are deleted again, also if that fails. In a bucket that keeps versions theirs stay. What another probe with the same
     * prefix left that was killed is removed after an hour by the next one.
     */
    public StoreAbilities probe(ObjectAddress prefix) {
        List.of(Right.values()).forEach(right -> require(prefix, right));
        return new StoreProbe(this, clients, prefix).probe();
    }

    /**
     * From now on puts that may replace nothing look at their target before each attempt, if the store would replace it all
     * the same.
     */
    public void relyOn(StoreAbilities abilities) {
        clients.looksBeforePuts(!abilities.refusesToPutOver());
    }

    /** Whether uploads with these abilities keep the checksums of their parts, so that they are asked for at the end. */
    public boolean keepsChecksums(StoreAbilities abilities) {
        return clients.addsChecksums() && abilities.keepsChecksumsOfParts();
    }

    /** Uploads to exactly this key. */
    public List<UnfinishedUpload> unfinishedUploads(ObjectAddress address) {
        return unfinishedUploadsUnder(address).stream()
                .filter(upload -> upload.address().equals(address))
                .toList();
    }

    /** Uploads to keys that begin with the prefix's. */
    public List<UnfinishedUpload> unfinishedUploadsUnder(ObjectAddress prefix) {
        require(prefix, Right.WRITE);
        return new S3Listing(clients).uploads(prefix);
    }

    /**
     * Deletes the object if it still is this one. May be repeated.
     *
     * @return whether it is gone now, by a listing too if the store says that it is not there; false: another is in its place
     *     and stays
     * @throws SdkException if the store fails, or denies the object and lists it: it may be there still
     */
    public boolean deleteIf(ObjectAddress address, String etag) {
        return deleteIf(address, etag, modified -> true);
    }

    /** The same if it was last modified then. */
    public boolean deleteIf(ObjectAddress address, String etag, Predicate<Instant> then) {
        require(address, Right.DELETE);
        return new S3Deletion(clients, address, etag).deleteIf(there -> then.test(modified(address, there)));
    }

    /** The same if it has as many bytes. */
    public boolean deleteIf(ObjectPin pin) {
        require(pin.address(), Right.DELETE);
        return new S3Deletion(clients, pin.address(), pin.etag())
                .deleteIf(there -> there.contentLength() == pin.size());
    }

    /**
     * Makes an object of the same content, unless it is there; answers its ETag. May be repeated where ETags tell contents
     * from each other; where they do not, the copy of an attempt whose answer was lost is taken for something else.
     *
     * @throws TargetExistsException if something else is there, or nobody can tell; also if nobody could tell it later by its
     *     ETag, for the store encrypts one of the two with a key of a key service: no copy is left then
     */
    public String copy(ObjectPin source, ObjectAddress target) {
        return copying(source, target).copy();
    }

    /** Like {@link #copy}, in place of what is there. May be repeated; for places that no other content has. */
    public String copyOver(ObjectPin source, ObjectAddress target) {
        return copying(source, target).over().copy();
    }

    private S3Copy copying(ObjectPin source, ObjectAddress target) {
        require(source.address(), Right.READ);
        require(target, Right.WRITE);
        return new S3Copy(this, clients, source, target);
    }

    /**
     * Takes back what a job made and must not leave behind: removes exactly this object, and in a bucket that keeps versions
     * exactly this version, so that what it replaced is there again. Where a lock, or a right that we lack, keeps the
     * version, a delete marker hides it. May be repeated.
     */
    public Removal takeBack(ObjectAddress address, String etag) {
        require(address, Right.DELETE);
        return new S3TakeBack(clients, address).takeBack(etag);
    }

    /**
     * An address that gives whoever has it this object, as a file to keep, without credentials. Asks the store nothing.
     * Where the credentials are temporary, the link ends with them.
     */
    public Link link(ObjectAddress address, Duration valid) {
        require(address, Right.READ);
        return new S3Links(clients, settings.terms()).link(address, valid);
    }

    S3Buckets buckets(ObjectAddress address) {
        requireAny(address);
        return new S3Buckets(clients);
    }

    void require(ObjectAddress address, Right right) {
        settings.require(address, right);
    }

    void close() {
        clients.close();
    }

    static Optional<HeadObjectResponse> head(S3Clients clients, ObjectAddress address) {
        return head(clients, address, null);
    }

    static Optional<HeadObjectResponse> head(S3Clients clients, ObjectAddress address, @Nullable String version) {
        try {
            return headOnce(clients, address, version);
        } catch (S3Exception refused) {
            if (!Refusals.isMute(refused)) {
                throw refused;
            }
            requireAReason(clients, address, version, refused);
            return headOnce(clients, address, version); // it has passed meanwhile
        }
    }

    private static Optional<HeadObjectResponse> headOnce(
            S3Clients clients, ObjectAddress address, @Nullable String version) {
        try {
            return Optional.of(whole(
                    address,
                    clients.s3()
                            .headObject(b -> b.bucket(address.bucket())
                                    .key(address.key())
                                    .versionId(version)
                                    .checksumMode(clients.addsChecksums() ? ChecksumMode.ENABLED : null))));
        } catch (S3Exception refused) {
            if (Refusals.isMissing(refused)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Without these nobody can tell one object from another. */
    private static HeadObjectResponse whole(ObjectAddress address, HeadObjectResponse answer) {
        OddAnswers.said(address, "Content-Length", answer.contentLength());
        String etag = OddAnswers.etag(address, address.key(), answer.eTag());
        return etag.equals(answer.eTag())
                ? answer
                : answer.toBuilder().eTag(etag).build();
    }

    private static Instant modified(ObjectAddress address, HeadObjectResponse answer) {
        return OddAnswers.said(address, "Last-Modified", answer.lastModified());
    }

    /** Who refuses without a word is asked for the first byte, for then the store has to say why. */
    private static void requireAReason(
            S3Clients clients, ObjectAddress address, @Nullable String version, S3Exception mute) {
        try {
            clients.s3()
                    .getObject(b -> b.bucket(address.bucket())
                            .key(address.key())
                            .versionId(version)
                            .range("bytes=0-0"))
                    .abort();
        } catch (S3Exception refused) {
            throw refused.statusCode() == mute.statusCode()
                    ? Refusals.ofTheObject(address, refused).orElse(refused)
                    : mute;
        }
    }

    private void requireAny(ObjectAddress address) {
        if (Arrays.stream(Right.values()).noneMatch(right -> settings.allows(address.bucket(), right))) {
            require(address, Right.READ);
        }
    }

    private CreateMultipartUploadRequest creation(UploadTarget target, StoreAbilities abilities) {
        ObjectMetadata metadata = target.metadata();
        boolean checksums = clients.addsChecksums() && abilities.keepsChecksumsOfParts();
        Map<String, String> user = new HashMap<>(metadata.user());
        user.put(UploadTarget.TOKEN, target.token());
        CreateMultipartUploadRequest.Builder creation = CreateMultipartUploadRequest.builder()
                .bucket(target.address().bucket())
                .key(target.address().key())
                .contentType(metadata.contentType())
                .metadata(user)
                .storageClass(metadata.storageClass())
                .serverSideEncryption(metadata.encryption())
                .checksumAlgorithm(checksums ? ChecksumAlgorithm.CRC32 : null)
                .checksumType(checksums && abilities.verifiesWholeChecksums() ? ChecksumType.FULL_OBJECT : null);
        if (!metadata.tags().isEmpty()) {
            creation.tagging(tagging(metadata.tags()));
        }
        return creation.build();
    }

    private static Tagging tagging(Map<String, String> tags) {
        return Tagging.builder()
                .tagSet(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private ObjectFacts facts(ObjectAddress address, HeadObjectResponse answer) {
        return new ObjectFacts(
                address,
                answer.contentLength(),
                answer.eTag(),
                modified(address, answer),
                new WholeChecksums(clients, address).of(answer),
                answer.metadata(),
                answer.contentType(),
                ArchivedClasses.placeOf(answer));
    }
}
