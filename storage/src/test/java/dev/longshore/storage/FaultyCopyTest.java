package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Copies inside a store over a line that loses answers, and by a store that is slow or says strange things. */
@Timeout(120)
class FaultyCopyTest extends ProxiedStore {

    private static final String TOKEN = "archive:0198";
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration LONGER = Duration.ofMillis(1500);
    private static final int SIZE = 1000;
    private static final StoreAbilities TRUSTED = new StoreAbilities(true, true, false, true, false, false);
    private static final StoreAbilities UNTRUSTED = new StoreAbilities(true, false, false, true, false, false);

    @Test
    void aCopyWhoseAnswerWasLostIsMadeAgainByItself() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(1, this::isCopy, new Fault.LoseAnswer());

        HeldPart copied = upload.copy(1, pin, 0, SIZE);
        upload.complete(List.of(copied), IfExists.FAIL, TOKEN);

        assertThat(copies()).isEqualTo(2);
        assertThat(content()).isEqualTo(bytes(1));
    }

    @Test
    void aCopyWhoseAnswerWasLostForGoodIsTheSameWhenMadeAgain() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(Integer.MAX_VALUE, this::isCopy, new Fault.LoseAnswer());
        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(SdkClientException.class);
        HeldPart held = upload.held().get(1);
        line.spoil(request -> new Fault.None());

        S3Upload later = stores.of(at("target"), Right.WRITE).resume(at("target"), upload.uploadId(), TRUSTED);
        HeldPart again = later.copy(1, pin, 0, SIZE);

        assertThat(held)
                .isNotNull()
                .satisfies(part ->
                        assertThat(ETags.same(part.etag(), again.etag())).isTrue());
    }

    @Test
    void aSourceThatChangesBetweenTwoAttemptsIsNotCopied() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        AtomicInteger asked = new AtomicInteger();
        line.spoil(request -> {
            if (!isCopy(request) || asked.incrementAndGet() > 1) {
                return new Fault.None();
            }
            put(2);
            return new Fault.Refuse(503);
        });

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE))
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining(pin.etag());
    }

    @Test
    void aSourceThatWasAnotherForAMomentIsNotTaken() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(1, this::isCopy, refusal(412, "PreconditionFailed"));

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void aSourceThatChangesRightAfterTheCopyIsNoticedWhereTheConditionIsIgnored() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(UNTRUSTED);
        line.spoil(request -> {
            if (isLookAtSource(request)) {
                put(2);
            }
            return new Fault.None();
        });

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void aSourceThatVanishesRightAfterTheCopyIsNoticedWhereTheConditionIsIgnored() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(UNTRUSTED);
        line.spoil(request -> {
            if (isLookAtSource(request)) {
                direct.s3().deleteObject(b -> b.bucket(bucket).key("source"));
            }
            return new Fault.None();
        });

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(SourceMissingException.class);
    }

    @Test
    void aStoreThatHonoursTheConditionIsAskedOnce() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        line.forget();

        upload.copy(1, pin, 0, SIZE);

        assertThat(line.exchanges()).hasSize(1);
    }

    @Test
    void anUploadThatIsOverIsToldFromASourceThatIsMissing() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(1, this::isCopy, refusal(404, "NoSuchUpload"));

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(UploadGoneException.class);

        direct.s3().deleteObject(b -> b.bucket(bucket).key("source"));
        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(SourceMissingException.class);
    }

    @Test
    void aBucketThatIsMissingIsNotTakenForTheSource() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(1, this::isCopy, refusal(404, "NoSuchBucket"));

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("NoSuchBucket");
    }

    @Test
    void anErrorBehindAGoodStatusIsAnError() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(Integer.MAX_VALUE, this::isCopy, refusal(200, "InternalError"));

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("InternalError");
        assertThat(upload.held()).isEmpty();
    }

    @Test
    void anUploadThatIsOverIsKnownBehindAGoodStatus() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(1, this::isCopy, refusal(200, "NoSuchUpload"));

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(UploadGoneException.class);
    }

    @Test
    void aSourceThatIsMissingIsKnownBehindAGoodStatus() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        direct.s3().deleteObject(b -> b.bucket(bucket).key("source"));
        spoil(1, this::isCopy, refusal(200, "NoSuchKey"));

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(SourceMissingException.class);
    }

    @Test
    void aGoodStatusThatSaysNothingIsAnError() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        spoil(1, this::isCopy, new Fault.Answer(200, "<CopyPartResult></CopyPartResult>"));

        assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void aCopyMayBeSilentForLongerThanOtherRequests() {
        ObjectPin pin = put(1);
        String uploadId = begin(TRUSTED).uploadId();
        Deadlines impatient = new Deadlines(MOMENT, MOMENT, LONGER.multipliedBy(4), SIZE, 1);
        try (Stores brief = stores(impatient)) {
            S3Store silent = brief.of(at("target"), Right.WRITE);
            S3Upload upload = silent.resume(at("target"), uploadId, TRUSTED);
            spoil(Integer.MAX_VALUE, request -> true, new Fault.Delay(LONGER));

            assertThatThrownBy(() -> silent.facts(at("source"))).isInstanceOf(SdkClientException.class);
            assertThat(upload.copy(1, pin, 0, SIZE).size()).isEqualTo(SIZE);
        }
    }

    @Test
    void aCopyIsNotAwaitedForEver() {
        ObjectPin pin = put(1);
        String uploadId = begin(TRUSTED).uploadId();
        spoil(Integer.MAX_VALUE, this::isCopy, new Fault.Delay(Duration.ofSeconds(60)));
        try (Stores brief = stores(new Deadlines(MOMENT, MOMENT, MOMENT, SIZE, 1))) {
            S3Upload upload = brief.of(at("target"), Right.WRITE).resume(at("target"), uploadId, TRUSTED);

            assertThatThrownBy(() -> upload.copy(1, pin, 0, SIZE)).isInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void aSourceThatMayNotBeReadIsNotCopied() {
        S3Upload upload = begin(TRUSTED);
        StoreSettings all = ServerSettings.of(line.endpoint(), ChecksumMode.WHEN_SUPPORTED);
        line.forget();

        try (Stores guarded = new Stores(List.of(ServerSettings.writingOnly(all, bucket)))) {
            S3Upload blind = guarded.of(at("target"), Right.WRITE).resume(at("target"), upload.uploadId(), TRUSTED);

            assertThatThrownBy(() -> blind.copy(1, new ObjectPin(at("source"), "\"etag\"", SIZE), 0, SIZE))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("source");
        }
        assertThat(line.exchanges()).isEmpty();
    }

    @Test
    void aVersionThatIsPinnedIsTheOneThatIsCopied() {
        ObjectPin pin = put(1);
        S3Upload upload = begin(TRUSTED);
        line.forget();
        spoil(1, this::isCopy, new Fault.Answer(200, "<CopyPartResult><ETag>\"etag\"</ETag></CopyPartResult>"));

        upload.copy(1, new ObjectPin(pin.address(), pin.etag(), SIZE, "a+b"), 0, SIZE);

        assertThat(line.exchanges().get(0).request().headers())
                .containsEntry("x-amz-copy-source", bucket + "/source?versionId=a%2Bb")
                .containsEntry("x-amz-copy-source-if-match", pin.etag())
                .doesNotContainKey("x-amz-copy-source-range");
    }

    /** This fault for the first so many requests of this kind. */
    private void spoil(int times, Predicate<PassedRequest> which, Fault fault) {
        AtomicInteger met = new AtomicInteger();
        line.spoil(request -> which.test(request) && met.getAndIncrement() < times ? fault : new Fault.None());
    }

    private static Fault refusal(int status, String code) {
        return new Fault.Answer(status, "<Error><Code>" + code + "</Code><Message>says " + code + "</Message></Error>");
    }

    private boolean isCopy(PassedRequest request) {
        return request.method().equals("PUT") && request.headers().containsKey("x-amz-copy-source");
    }

    private boolean isLookAtSource(PassedRequest request) {
        return request.method().equals("HEAD") && request.path().endsWith("/source");
    }

    private long copies() {
        return line.exchanges().stream()
                .filter(passed -> isCopy(passed.request()))
                .count();
    }

    private S3Upload begin(StoreAbilities abilities) {
        UploadTarget target = new UploadTarget(at("target"), TOKEN, ObjectMetadata.of("application/zip"));
        return stores.of(at("target"), Right.WRITE).begin(target, abilities);
    }

    private ObjectAddress at(String key) {
        return new ObjectAddress("", bucket, key);
    }

    /** Past the faulty line. */
    private ObjectPin put(int seed) {
        String etag = direct.s3()
                .putObject(b -> b.bucket(bucket).key("source"), RequestBody.fromBytes(bytes(seed)))
                .eTag();
        return new ObjectPin(at("source"), etag, SIZE);
    }

    private byte[] content() {
        return direct.s3().getObjectAsBytes(b -> b.bucket(bucket).key("target")).asByteArray();
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
