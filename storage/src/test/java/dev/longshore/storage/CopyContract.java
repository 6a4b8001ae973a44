package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Longshore asks of every store's copies inside itself. */
abstract class CopyContract extends UploadContract {

    static final int BIG = PART + 1000;

    @Test
    void copiesTheWholeOfAnObjectIntoAPart() {
        ObjectPin source = put("source", bytes(17, 1)).pin();
        S3Upload upload = beginForCopies("key");

        HeldPart copied = upload.copy(1, source, 0, 17);
        Completed completed = upload.complete(List.of(copied), IfExists.FAIL, TOKEN);

        assertThat(copied.size()).isEqualTo(17);
        assertThat(ETags.composite(List.of(copied.etag()))).hasValue(completed.etag());
        assertThat(contentOf("key")).isEqualTo(bytes(17, 1));
    }

    @Test
    void copiesRangesOfAnObjectIntoParts() {
        byte[] content = bytes(2 * BIG, 1);
        ObjectPin source = put("source", content).pin();
        S3Upload upload = beginForCopies("key");

        HeldPart first = upload.copy(1, source, 7, PART);
        HeldPart last = upload.copy(2, source, 7 + PART, 2 * BIG - 7 - PART);
        upload.complete(List.of(first, last), IfExists.FAIL, TOKEN);

        assertThat(upload.held()).isEmpty();
        assertThat(contentOf("key")).isEqualTo(Arrays.copyOfRange(content, 7, content.length));
    }

    @Test
    void putsCopiedPartsAndSentPartsTogether() {
        ObjectPin source = put("source", bytes(BIG, 1)).pin();
        S3Upload upload = beginForCopies("key");
        SentPart first = upload.put(1, body(PART, 2), moved -> {});
        HeldPart second = upload.copy(2, source, 0, BIG);
        SentPart last = upload.put(3, body(3, 3), moved -> {});

        upload.complete(List.of(first.held(), second, last.held()), IfExists.FAIL, TOKEN);

        assertThat(contentOf("key")).isEqualTo(joined(joined(bytes(PART, 2), bytes(BIG, 1)), bytes(3, 3)));
    }

    @Test
    void tellsOfACopiedPartWhatItTellsOfASentOne() {
        ObjectPin source = put("source", bytes(BIG, 1)).pin();
        S3Upload upload = beginForCopies("key");
        HeldPart copied = upload.copy(1, source, 0, PART);
        BodySum sum = BodySum.read(PartBody.of(Arrays.copyOf(bytes(BIG, 1), PART)), read -> {});

        HeldPart held = upload.held().get(1);

        assertThat(sum.isOf(copied.etag(), copied.crc32())).isTrue();
        assertThat(held)
                .isNotNull()
                .satisfies(part ->
                        assertThat(ETags.same(part.etag(), copied.etag())).isTrue());
        assertThat(copied.crc32()).isEqualTo(abilities().tellsChecksumsOfCopies() ? sum.crc32() : null);
    }

    @Test
    void copiesAgainInPlaceOfTheFirstCopy() {
        ObjectPin source = put("source", bytes(17, 1)).pin();
        S3Upload upload = beginForCopies("key");

        HeldPart first = upload.copy(1, source, 0, 17);
        HeldPart again = upload.copy(1, source, 0, 17);
        upload.complete(List.of(first), IfExists.FAIL, TOKEN);

        assertThat(again).isEqualTo(first);
        assertThat(contentOf("key")).isEqualTo(bytes(17, 1));
    }

    @Test
    void copiesFromKeysInManyScripts() {
        for (String key :
                List.of("a b+c&d=e?.txt", "größe/ñandú.png", "写真/日本語.jpg", "📷/%41 %2F.raw", "a'\"(1)#.txt")) {
            ObjectPin source = put(key, bytes(17, key.length())).pin();
            S3Upload upload = beginForCopies(key + "-copy");

            upload.complete(List.of(upload.copy(1, source, 0, 17)), IfExists.FAIL, TOKEN);

            assertThat(contentOf(key + "-copy")).isEqualTo(bytes(17, key.length()));
        }
    }

    @Test
    void copiesFromTheKeyThatWasNamedHoweverItLooks() {
        put("aA", bytes(17, 1));
        ObjectPin source = put("a%41", bytes(17, 2)).pin();
        S3Upload upload = beginForCopies("copy");

        upload.complete(List.of(upload.copy(1, source, 0, 17)), IfExists.FAIL, TOKEN);

        assertThat(contentOf("copy")).isEqualTo(bytes(17, 2));
    }

    @Test
    void copiesAnEmptyObject() {
        ObjectPin source = put("source", bytes(0, 1)).pin();
        S3Upload upload = beginForCopies("key");

        upload.complete(List.of(upload.copy(1, source, 0, 0)), IfExists.FAIL, TOKEN);

        assertThat(contentOf("key")).isEmpty();
    }

    @Test
    void copiesNoContentButTheOneThatWasPinned() {
        ObjectPin pin = put("source", bytes(17, 1)).pin();
        String other = put("source", bytes(17, 2)).etag();
        S3Upload upload = beginForCopies("key");

        assertThatThrownBy(() -> upload.copy(1, pin, 0, 17))
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining(pin.etag())
                .hasMessageContaining(other);
    }

    @Test
    void noticesThatTheSourceOfACopyHasBecomeShorter() {
        ObjectPin pin = put("source", bytes(BIG, 1)).pin();
        String other = put("source", bytes(17, 2)).etag();
        S3Upload upload = beginForCopies("key");

        assertThatThrownBy(() -> upload.copy(1, pin, 100, BIG - 100))
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining(other);
    }

    @Test
    void saysThatTheSourceOfACopyIsMissing() {
        ObjectPin pin = put("source", bytes(17, 1)).pin();
        store().deleteIf(pin.address(), pin.etag());
        S3Upload upload = beginForCopies("key");

        assertThatThrownBy(() -> upload.copy(1, pin, 0, 17))
                .isInstanceOf(SourceMissingException.class)
                .hasMessageContaining(pin.address().toString());
    }

    @Test
    void copiesNothingIntoAnUploadThatIsOver() {
        ObjectPin source = put("source", bytes(17, 1)).pin();
        S3Upload upload = beginForCopies("key");
        upload.abort();

        assertThatThrownBy(() -> upload.copy(1, source, 0, 17)).isInstanceOf(UploadGoneException.class);
    }

    @Test
    void asksForNoCopyThatNoStoreMakes() {
        S3Upload upload = beginForCopies("key");
        ObjectPin small = new ObjectPin(at("source"), "\"etag\"", PART);
        ObjectPin huge = new ObjectPin(at("source"), "\"etag\"", 6L << 30);
        ObjectPin elsewhere = new ObjectPin(ObjectAddress.parse("s3+far://" + bucket + "/source"), "\"etag\"", 17);

        assertThatThrownBy(() -> upload.copy(1, small, 0, PART - 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> upload.copy(1, small, 1, PART)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> upload.copy(1, huge, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> upload.copy(1, huge, 0, (5L << 30) + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> upload.copy(1, elsewhere, 0, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s3+far://");
    }

    @Test
    void takesCopiesOnlyWhereTheyWereExpected() {
        ObjectPin source = put("source", bytes(17, 1)).pin();

        assertThatThrownBy(() -> begin("key").copy(1, source, 0, 17)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isProbedForWhatItCanDo() {
        assertThat(store().probe(at("probes/"))).isEqualTo(abilities());

        assertThat(store().list(at(""), null, 10).objects()).isEmpty();
        assertThat(uploadsLeft()).isEmpty();
    }

    @Test
    void comparesTheChecksumOfTheWholeWhereItCan() {
        S3Upload upload = store().begin(aimedAt("key"), abilities().withoutCopies());
        List<HeldPart> parts = List.of(
                upload.put(1, body(PART, 1), moved -> {}).held(),
                upload.put(2, body(17, 2), moved -> {}).held());
        int whole = BodySum.read(PartBody.of(joined(bytes(PART, 1), bytes(17, 2))), read -> {})
                .crc32();

        if (abilities().verifiesWholeChecksums()) {
            assertThatThrownBy(() -> upload.complete(parts, IfExists.FAIL, TOKEN, whole + 1))
                    .isInstanceOf(ChecksumMismatchException.class);
        }
        upload.complete(parts, IfExists.FAIL, TOKEN, whole);

        assertThat(contentOf("key")).isEqualTo(joined(bytes(PART, 1), bytes(17, 2)));
        assertThat(store().facts(at("key")).orElseThrow().crc32())
                .isEqualTo(abilities().verifiesWholeChecksums() ? whole : null);
    }

    /** What a probe finds of this server. */
    abstract StoreAbilities abilities();

    final S3Upload beginForCopies(String key) {
        return store().begin(aimedAt(key), abilities());
    }

    private UploadTarget aimedAt(String key) {
        return new UploadTarget(at(key), TOKEN, ObjectMetadata.of("application/zip"));
    }
}
