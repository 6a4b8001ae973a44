package dev.longshore.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.storage.zip.Crc32s;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Longshore asks of every store. A server that differs overrides the test and so writes down how. */
abstract class ObjectStoreContract extends PutContract {

    /** Sixteen are summed at once where this Java has the lanes, and the last by itself. */
    @Test
    void takesPartsThatAreSummedBeforehand() {
        byte[] content = bytes(65 * 1000 - 3, 1);
        S3Upload upload = begin("key");
        int number = 0;

        for (SummedTogether group : SummedTogether.of(StreamedBody.of(content).source(), 1000)) {
            for (PartBody part : group.bodies()) {
                number++;
                SentPart sent = upload.put(number, part, moved -> {});

                BodySum sum = BodySum.read(
                        PartBody.of(Arrays.copyOfRange(
                                content, (number - 1) * 1000, Math.min(number * 1000, content.length))),
                        read -> {});
                assertThat(ETags.same(sent.etag(), sum.md5())).isTrue();
                assertThat(sent.crc32()).isEqualTo(sum.crc32());
            }
        }

        assertThat(number).isEqualTo(65);
        assertThat(upload.held()).hasSize(65);
    }

    @Test
    void findsUploadsBelowAPrefix() {
        begin("folder/a");
        begin("folder/b/c");
        begin("folder-b");

        assertThat(store().unfinishedUploadsUnder(at("folder/")))
                .extracting(upload -> upload.address().key())
                .containsExactlyInAnyOrder(
                        listsUploadsByPrefix() ? new String[] {"folder/a", "folder/b/c"} : new String[0]);
        assertThat(store().unfinishedUploadsUnder(at("")))
                .extracting(upload -> upload.address().key())
                .containsExactlyInAnyOrder("folder/a", "folder/b/c", "folder-b");
    }

    boolean listsUploadsByPrefix() {
        return true;
    }

    @Test
    void readsFromAnyOffset() throws IOException {
        byte[] content = bytes(300_000, 5);
        S3Source source = store().source(put("key", content).pin());

        assertThat(read(source, 0, 300_000)).isEqualTo(content);
        assertThat(read(source, 299_999, 1)).isEqualTo(new byte[] {content[299_999]});
        assertThat(read(source, 100, 0)).isEmpty();
        assertThatThrownBy(() -> source.open(1, 300_000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsNoContentButTheOneThatWasPinned() {
        ObjectPin pin = put("key", bytes(1000, 1)).pin();
        put("key", bytes(1000, 2));

        assertThatThrownBy(() -> read(store().source(pin), 0, 1000)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void noticesASourceThatHasBecomeShorter() {
        ObjectPin pin = put("key", bytes(1000, 1)).pin();
        put("key", bytes(10, 2));

        assertThatThrownBy(() -> read(store().source(pin), 500, 500)).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void saysWhichSourceIsMissing() {
        S3Source source = store().source(new ObjectPin(at("nothing"), "\"0123456789abcdef0123456789abcdef\"", 10));

        assertThatThrownBy(() -> read(source, 0, 10))
                .isInstanceOf(SourceMissingException.class)
                .hasMessageContaining(at("nothing").toString());
    }

    @Test
    void knowsKeysInManyScripts() throws IOException {
        for (String key : List.of("a b+c&d=e.txt", "größe/ñandú.png", "写真/日本語.jpg", "📷/%41 %2F.raw", "a'\"(1).txt")) {
            ObjectFacts facts = put(key, key.getBytes(UTF_8));

            assertThat(read(store().source(facts.pin()), 0, facts.size())).isEqualTo(key.getBytes(UTF_8));
            assertThat(store().list(at(key), null, 10).objects())
                    .extracting(ListedObject::key)
                    .containsExactly(key);
        }
    }

    @Test
    void listsKeysOfAnyCharacters() {
        List<String> keys = Stream.concat(
                        Stream.of("a b", "a+b", "a%41b", "a%2Fb", "a%zzb", "größe", "写真", "📷", "a&b<c>\"'d"),
                        keysThatXmlCannotSay().stream())
                .map(key -> "odd/" + key)
                .toList();
        keys.forEach(key -> put(key, bytes(1, 1)));

        List<String> listed = new ArrayList<>();
        ListedPage page = store().list(at("odd/"), null, 2);
        page.objects().forEach(object -> listed.add(object.key()));
        while (page.more()) {
            page = store().list(at("odd/"), listed.get(listed.size() - 1), 2);
            page.objects().forEach(object -> listed.add(object.key()));
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);
    }

    /** Those of them that it takes. */
    List<String> keysThatXmlCannotSay() {
        return List.of("a\u0001b", "a\rb", "a\nb", "a\uFFFFb");
    }

    @Test
    void findsUnfinishedUploadsToKeysOfAnyCharacters() {
        for (String key : List.of("up/a b+c", "up/a%41b", "up/größe/写真", escapesKeysOfUploads() ? "up/a\rb" : "up/a")) {
            S3Upload upload = begin(key);

            assertThat(store().unfinishedUploads(at(key)))
                    .extracting(UnfinishedUpload::uploadId)
                    .containsExactly(upload.uploadId());
            upload.abort();
        }
    }

    /** Whether it lists uploads as it lists objects, when it is asked for escapes. */
    boolean escapesKeysOfUploads() {
        return true;
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 5; i++) {
            put("trip/" + i, bytes(i, i));
        }
        put("trips", bytes(1, 1));

        ListedPage first = store().list(at("trip/"), null, 3);
        ListedPage last = store().list(at("trip/"), "trip/2", 3);

        assertThat(first.objects()).extracting(ListedObject::key).containsExactly("trip/0", "trip/1", "trip/2");
        assertThat(first.more()).isTrue();
        assertThat(last.objects()).extracting(ListedObject::size).containsExactly(3L, 4L);
        assertThat(last.more()).isFalse();
        ObjectFacts facts = store().facts(at("trip/4")).orElseThrow();
        assertThat(last.objects().get(1).etag()).isEqualTo(facts.etag());
    }

    @Test
    void deletesOnlyWhatIsStillTheSame() {
        String etag = put("key", bytes(10, 1)).etag();
        String other = put("key", bytes(10, 2)).etag();

        assertThat(store().deleteIf(at("key"), etag)).isFalse();
        assertThat(contentOf("key")).isEqualTo(bytes(10, 2));
        assertThat(store().deleteIf(at("key"), other)).isTrue();
        assertThat(store().facts(at("key"))).isEmpty();
        assertThat(store().deleteIf(at("key"), other)).isTrue();
    }

    @Test
    void knowsWhetherABucketIsThere() {
        assertThat(stores.bucketExists(at("key"))).isTrue();
        assertThat(stores.bucketExists(new ObjectAddress("", "no-such-bucket-" + UUID.randomUUID(), "")))
                .isFalse();
    }

    @Test
    void splicesASourceOfManyPartsIntoAnUpload() {
        byte[] content = bytes(3 * PART + 17, 9);
        S3Upload upload = begin("copy");
        AtomicLong moved = new AtomicLong();

        SpliceResult result =
                new Splice(PART, 3).send(store().source(put("key", content).pin()), upload, moved::addAndGet);
        upload.complete(result.parts(), IfExists.FAIL, TOKEN);

        assertThat(contentOf("copy")).isEqualTo(content);
        assertThat(result.crc32())
                .isEqualTo(BodySum.read(PartBody.of(content), read -> {}).crc32());
        assertThat(result.bytesSent()).isEqualTo(content.length).isEqualTo(moved.get());
        assertThat(result.bytesSentAgain()).isZero();
    }

    @Test
    void goesOnAfterThePartsThatTheStoreHolds() {
        byte[] content = bytes(2 * PART + 17, 9);
        S3Source source = store().source(put("key", content).pin());
        S3Upload upload = begin("copy");
        LongConsumer end = anEndAfter(PART + PART / 2);
        assertThatThrownBy(() -> new Splice(PART, 1).send(source, upload, end)).isInstanceOf(ProcessEnded.class);

        SpliceResult result = new Splice(PART, 2).send(source, upload, moved -> {});
        upload.complete(result.parts(), IfExists.FAIL, TOKEN);

        assertThat(result.bytesSent()).isEqualTo(PART + 17);
        assertThat(contentOf("copy")).isEqualTo(content);
    }

    @Test
    void sendsAPartAgainWhoseBytesHaveChanged() {
        S3Upload upload = begin("copy");
        upload.put(1, body(PART, 3), moved -> {});
        byte[] content = bytes(PART + 1, 9);

        SpliceResult result =
                new Splice(PART, 2).send(store().source(put("key", content).pin()), upload, moved -> {});
        upload.complete(result.parts(), IfExists.FAIL, TOKEN);

        assertThat(result.bytesSentAgain()).isEqualTo(PART);
        assertThat(contentOf("copy")).isEqualTo(content);
    }

    @Test
    void leavesOutPartsOfAnEarlierPartSize() {
        byte[] content = bytes(3 * PART, 9);
        S3Source source = store().source(put("key", content).pin());
        S3Upload upload = begin("copy");
        new Splice(PART, 2).send(source, upload, moved -> {});

        SpliceResult result = new Splice(2 * PART, 2).send(source, upload, moved -> {});
        upload.complete(result.parts(), IfExists.FAIL, TOKEN);

        assertThat(result.parts()).hasSize(2);
        assertThat(contentOf("copy")).isEqualTo(content);
    }

    @Test
    void knowsTheChecksumOfAnObjectSentInPartsOrNone() {
        S3Upload upload = begin("key");
        SentPart first = upload.put(1, body(PART, 1), moved -> {});
        SentPart last = upload.put(2, body(17, 2), moved -> {});
        upload.complete(List.of(first.held(), last.held()), IfExists.FAIL, TOKEN);

        Integer known = store().facts(at("key")).orElseThrow().crc32();

        assertThat(known != null).isEqualTo(knowsChecksumsOfParts());
        assertThat(known == null || known == Crc32s.combine(first.crc32(), last.crc32(), 17))
                .isTrue();
    }

    /** Whether it tells the checksums that an object was sent with in parts. */
    boolean knowsChecksumsOfParts() {
        return false;
    }

    @Test
    void reachesOnlyWhatTheSettingsAllow() {
        StoreSettings all = settings();
        StoreSettings few = new StoreSettings(
                "",
                all.endpoint(),
                all.region(),
                all.pathStyle(),
                all.checksums(),
                all.credentials(),
                Map.of(bucket, Set.of(Right.READ)),
                false);
        try (Stores guarded = new Stores(List.of(few))) {
            S3Store store = guarded.of(at("key"), Right.READ);

            assertThat(store.facts(at("key"))).isEmpty();
            assertThatThrownBy(() -> guarded.of(at("key"), Right.WRITE)).isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> store.resume(at("key"), "id")).isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> store.deleteIf(at("key"), "etag")).isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> store.facts(new ObjectAddress("", "other", "key")))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("s3://other/key");
        }
    }
}
