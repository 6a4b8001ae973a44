package dev.longshore.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tries on throw-away objects of a few bytes what a store can do: assumes an ability and looks whether it holds. */
final class StoreProbe {

    /** What the names of all its objects begin with. */
    static final String NAME = "longshore-probe-";

    private static final byte[] CONTENT = "longshore".getBytes(StandardCharsets.US_ASCII);
    private static final String ETAG_OF_OTHERS = "\"00000000000000000000000000000000\"";
    private static final String TOKEN = "probe";
    private static final StoreAbilities WHOLE_CHECKSUMS = new StoreAbilities(false, false, false, false, true, false);

    private static final Logger LOG = LoggerFactory.getLogger(StoreProbe.class);

    private final S3Store store;
    private final S3Clients clients;
    private final ProbeSweep sweep;
    private final ObjectAddress source;
    private final ObjectAddress target;
    private final ObjectAddress single;
    private final BodySum sum = BodySum.read(PartBody.of(CONTENT), read -> {});

    StoreProbe(S3Store store, S3Clients clients, ObjectAddress prefix) {
        this.store = store;
        this.clients = clients;
        sweep = new ProbeSweep(store, clients, prefix);
        source = prefix.withKey(prefix.key() + NAME + UUID.randomUUID());
        target = source.withKey(source.key() + "-target");
        single = source.withKey(source.key() + "-single");
    }

    StoreAbilities probe() {
        StoreAbilities found;
        try {
            found = found();
        } catch (RuntimeException failed) {
            cleanUpAfter(failed);
            throw failed;
        }
        sayWhatIsLeft();
        return found;
    }

    /** Who may put but not delete shall not ask again, and leave more, each time. */
    private void sayWhatIsLeft() {
        try {
            cleanUp();
        } catch (RuntimeException refused) {
            LOG.warn("Objects or uploads of a probe may be left at {}*: {}", source, refused.toString());
        }
    }

    private StoreAbilities found() {
        PutObjectResponse first = put(source);
        sweep.sweep(first.sdkHttpResponse());
        ObjectPin pin = new ObjectPin(source, first.eTag(), CONTENT.length);
        boolean sums = clients.addsChecksums();
        boolean tells = sums && can(() -> tellsChecksumOfCopy(pin));
        StoreAbilities copying = new StoreAbilities(true, true, tells, false, false, false);
        boolean copies = can(() -> makesObjectOfCopy(pin, copying));
        boolean refusesChanged = copies && can(() -> refusesChangedCopy(copying));
        boolean verifies = sums && can(() -> !completesWith(~sum.crc32()) && completesWith(sum.crc32()));
        boolean refusesToReplace = can(this::refusesToReplace);
        put(single);
        boolean refusesToPutOver = can(this::refusesToPutOver);
        boolean refusesToDeleteOthers = can(this::refusesToDeleteOthers);
        return new StoreAbilities(
                        copies, refusesChanged, copies && tells, refusesToReplace, verifies, clients.wantsEqualParts())
                .withConditions(refusesToPutOver, refusesToDeleteOthers);
    }

    private PutObjectResponse put(ObjectAddress address) {
        return clients.s3()
                .putObject(b -> b.bucket(address.bucket()).key(address.key()), RequestBody.fromBytes(CONTENT));
    }

    private boolean tellsChecksumOfCopy(ObjectPin pin) {
        StoreAbilities telling = new StoreAbilities(true, true, true, false, false, false);
        Integer told = begin(target, telling).copy(1, pin, 0, CONTENT.length).crc32();
        return told != null && told == sum.crc32();
    }

    private boolean makesObjectOfCopy(ObjectPin pin, StoreAbilities copying) {
        S3Upload upload = begin(target, copying);
        HeldPart copied = upload.copy(1, pin, 0, CONTENT.length);
        upload.complete(List.of(copied), IfExists.REPLACE, TOKEN);
        return true;
    }

    private boolean refusesChangedCopy(StoreAbilities copying) {
        ObjectPin other = new ObjectPin(source, ETAG_OF_OTHERS, CONTENT.length);
        try {
            begin(target, copying).copy(1, other, 0, CONTENT.length);
            return false;
        } catch (SourceChangedException refused) {
            return true;
        }
    }

    private boolean completesWith(int crc32) {
        S3Upload upload = begin(target, WHOLE_CHECKSUMS);
        HeldPart part = upload.put(1, PartBody.of(CONTENT), moved -> {}).held();
        try {
            upload.complete(List.of(part), IfExists.REPLACE, TOKEN, crc32);
            return true;
        } catch (ChecksumMismatchException refused) {
            return false;
        }
    }

    /** Last, for the store may put it in the place of the source. */
    private boolean refusesToReplace() {
        S3Upload upload = begin(source, StoreAbilities.unknown());
        List<HeldPart> parts =
                List.of(upload.put(1, PartBody.of(CONTENT), moved -> {}).held());
        try {
            new S3Completion(clients, source, upload.uploadId(), parts, TOKEN).request(IfExists.FAIL);
            return false;
        } catch (TargetExistsException refused) {
            return true;
        }
    }

    private boolean refusesToPutOver() {
        try {
            clients.s3()
                    .putObject(
                            b -> b.bucket(single.bucket()).key(single.key()).ifNoneMatch("*"),
                            RequestBody.fromBytes(new byte[0]));
            return false;
        } catch (S3Exception refused) {
            return isOfTheCondition(refused);
        }
    }

    /** Some refuse and delete all the same, so it is looked at; a store that never heard of it may say anything. */
    private boolean refusesToDeleteOthers() {
        try {
            clients.s3()
                    .deleteObject(
                            b -> b.bucket(single.bucket()).key(single.key()).ifMatch(ETAG_OF_OTHERS));
            return false;
        } catch (S3Exception refused) {
            return isOfTheCondition(refused) && S3Store.head(clients, single).isPresent();
        }
    }

    private static boolean isOfTheCondition(S3Exception refused) {
        if (Refusals.isPreconditionFailed(refused) || Refusals.isConflict(refused)) {
            return true;
        }
        throw refused;
    }

    private S3Upload begin(ObjectAddress address, StoreAbilities abilities) {
        return store.begin(new UploadTarget(address, TOKEN, ObjectMetadata.of("application/octet-stream")), abilities);
    }

    private static boolean can(BooleanSupplier trial) {
        try {
            return trial.getAsBoolean();
        } catch (S3Exception refused) {
            if (Refusals.isInability(refused)) {
                return false;
            }
            throw refused;
        }
    }

    private void cleanUpAfter(RuntimeException failed) {
        try {
            cleanUp();
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private void cleanUp() {
        for (ObjectAddress address : List.of(source, target, single)) {
            store.unfinishedUploads(address)
                    .forEach(upload -> store.resume(address, upload.uploadId()).abort());
            clients.s3().deleteObject(b -> b.bucket(address.bucket()).key(address.key()));
        }
    }
}
