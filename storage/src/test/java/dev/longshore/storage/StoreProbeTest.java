package dev.longshore.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is found of a store that can less, or answers nothing that counts. */
class StoreProbeTest extends ProxiedStore {

    private static final StoreAbilities OF_THE_SERVER =
            new StoreAbilities(true, true, false, true, true, false, true, true);

    private static final BodySum SUM = BodySum.read(PartBody.of("longshore".getBytes(UTF_8)), read -> {});

    @Test
    void sendsFewBytes() {
        assertThat(probe()).isEqualTo(OF_THE_SERVER);

        assertThat(line.exchanges()).hasSizeLessThanOrEqualTo(36);
        assertThat(line.exchanges().stream()
                        .mapToLong(PassedExchange::bodyBytes)
                        .sum())
                .isLessThan(10_000);
    }

    @Test
    void findsAStoreThatMakesNoCopies() {
        spoil(this::isCopy, refusal(501, "NotImplemented"));

        assertThat(probe()).isEqualTo(new StoreAbilities(false, false, false, true, true, false, true, true));
        assertThat(left()).isEmpty();
    }

    @Test
    void findsAStoreThatCopiesWhateverIsThere() {
        spoil(
                request -> isCopy(request)
                        && request.headers()
                                .getOrDefault("x-amz-copy-source-if-match", "")
                                .contains("000"),
                new Fault.Answer(200, "<CopyPartResult><ETag>\"etag\"</ETag></CopyPartResult>"));

        assertThat(probe()).isEqualTo(new StoreAbilities(true, false, false, true, true, false, true, true));
    }

    @Test
    void findsAStoreThatKnowsNoChecksumsOfWholeObjects() {
        spoil(request -> request.headers().containsKey("x-amz-checksum-type"), refusal(400, "InvalidRequest"));

        assertThat(probe()).isEqualTo(new StoreAbilities(true, true, false, true, false, false, true, true));
        assertThat(left()).isEmpty();
    }

    @Test
    void findsAStoreThatKnowsNoConditionOfACompletion() {
        spoil(request -> request.headers().containsKey("if-none-match"), refusal(501, "NotImplemented"));

        assertThat(probe()).isEqualTo(new StoreAbilities(true, true, false, false, true, false, false, true));
        assertThat(left()).isEmpty();
    }

    @Test
    void findsAStoreThatDeletesWhateverIsThere() {
        spoil(request -> request.headers().containsKey("if-match"), new Fault.Answer(204, ""));

        assertThat(probe()).isEqualTo(new StoreAbilities(true, true, false, true, true, false, true, false));
        assertThat(left()).isEmpty();
    }

    @Test
    void findsAStoreThatRefusesADeletionAndDeletesAllTheSame() {
        line.spoil(request -> {
            if (request.headers().containsKey("if-match")) {
                direct.s3().deleteObject(b -> b.bucket(bucket).key(keyOf(request)));
                return refusal(412, "PreconditionFailed");
            }
            return new Fault.None();
        });

        assertThat(probe().refusesToDeleteOthers()).isFalse();
    }

    @Test
    void findsAStoreThatPutsOverWhateverIsThere() {
        spoil(
                request -> request.method().equals("PUT") && request.headers().containsKey("if-none-match"),
                new Fault.Answer(200, ""));

        assertThat(probe()).isEqualTo(new StoreAbilities(true, true, false, true, true, false, false, true));
        assertThat(left()).isEmpty();
    }

    @Test
    void takesARefusalForWantOfRightsForNoInability() {
        spoil(this::isCopy, refusal(403, "AccessDenied"));

        assertThatThrownBy(this::probe).isInstanceOf(S3Exception.class).hasMessageContaining("AccessDenied");

        assertThat(left()).isEmpty();
    }

    @Test
    void takesAStoreThatIsBusyForNoLessAble() {
        spoil(this::isCopy, refusal(503, "SlowDown"));

        assertThatThrownBy(this::probe).isInstanceOf(S3Exception.class).hasMessageContaining("SlowDown");

        assertThat(left()).isEmpty();
    }

    @Test
    void saysWhatWentWrongFirst() {
        spoil(request -> isCopy(request) || request.method().equals("DELETE"), refusal(403, "AccessDenied"));

        assertThatThrownBy(this::probe)
                .isInstanceOf(S3Exception.class)
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
    }

    @Test
    void keepsWhatItFoundThoughNothingMayBeRemoved() {
        spoil(
                request ->
                        request.method().equals("DELETE") && !request.headers().containsKey("if-match"),
                refusal(403, "AccessDenied"));

        assertThat(probe()).isEqualTo(OF_THE_SERVER);
    }

    @Test
    void isMadeOnlyWhereAllIsAllowed() {
        StoreSettings all = ServerSettings.of(line.endpoint(), ChecksumMode.WHEN_SUPPORTED);
        try (Stores guarded = new Stores(List.of(ServerSettings.writingOnly(all, bucket)))) {
            S3Store store = guarded.of(prefix(), Right.WRITE);

            assertThatThrownBy(() -> store.probe(prefix())).isInstanceOf(NotAllowedException.class);
        }
        assertThat(line.exchanges()).isEmpty();
    }

    @Test
    void knowsTheStoreThatWantsEqualParts() {
        URI endpoint = URI.create("https://account.r2.cloudflarestorage.com");

        assertThat(clients(endpoint).wantsEqualParts()).isTrue();
        assertThat(clients(line.endpoint()).wantsEqualParts()).isFalse();
    }

    @Test
    void beginsWithTheChecksumsThatTheCopiesHave() {
        begin(new StoreAbilities(true, true, true, true, true, false));
        begin(new StoreAbilities(true, true, true, true, false, false));
        begin(new StoreAbilities(true, true, false, true, true, false));
        begin(new StoreAbilities(true, true, false, true, true, false).withoutCopies());

        assertThat(line.exchanges())
                .extracting(begun -> begun.request().headers().getOrDefault("x-amz-checksum-algorithm", "none") + " "
                        + begun.request().headers().getOrDefault("x-amz-checksum-type", "none"))
                .containsExactly("CRC32 FULL_OBJECT", "CRC32 none", "none none", "CRC32 FULL_OBJECT");
    }

    @Test
    void passesOnTheChecksumThatTheStoreTellsOfACopy() {
        String told = "<CopyPartResult><ETag>\"" + SUM.md5() + "\"</ETag><ChecksumCRC32>" + Crc32Text.of(SUM.crc32())
                + "</ChecksumCRC32></CopyPartResult>";
        spoil(this::isCopy, new Fault.Answer(200, told));

        S3Upload upload = begin(new StoreAbilities(true, true, true, true, true, false));
        HeldPart copied = upload.copy(1, new ObjectPin(prefix(), "\"etag\"", 9), 0, 9);

        assertThat(copied.crc32()).isEqualTo(SUM.crc32());
    }

    private S3Upload begin(StoreAbilities abilities) {
        UploadTarget target = new UploadTarget(prefix(), "token", ObjectMetadata.of("application/zip"));
        return stores.of(prefix(), Right.WRITE).begin(target, abilities);
    }

    private StoreAbilities probe() {
        return stores.of(prefix(), Right.WRITE).probe(prefix());
    }

    private ObjectAddress prefix() {
        return new ObjectAddress("", bucket, "below/");
    }

    private static S3Clients clients(URI endpoint) {
        return new S3Clients(ServerSettings.of(endpoint, ChecksumMode.WHEN_SUPPORTED), Deadlines.usual());
    }

    private void spoil(Predicate<PassedRequest> which, Fault fault) {
        line.spoil(request -> which.test(request) ? fault : new Fault.None());
    }

    private String keyOf(PassedRequest request) {
        return request.path().substring(bucket.length() + 2);
    }

    private boolean isCopy(PassedRequest request) {
        return request.headers().containsKey("x-amz-copy-source");
    }

    private static Fault refusal(int status, String code) {
        return new Fault.Answer(status, "<Error><Code>" + code + "</Code><Message>says " + code + "</Message></Error>");
    }

    /** Objects and unfinished uploads, past the line. */
    private List<String> left() {
        List<String> left = new ArrayList<>();
        direct.s3().listObjectsV2(b -> b.bucket(bucket)).contents().forEach(object -> left.add(object.key()));
        direct.s3().listMultipartUploads(b -> b.bucket(bucket)).uploads().forEach(upload -> left.add(upload.key()));
        return left;
    }
}
