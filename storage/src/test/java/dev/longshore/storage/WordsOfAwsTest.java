package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that only AWS sends, or understands. */
class WordsOfAwsTest {

    private static final ObjectAddress KEY = ObjectAddress.parse("s3://photos/key");
    private static final String OWNER = "123456789012";

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "GLACIER,,,true",
        "DEEP_ARCHIVE,,,true",
        "GLACIER,,'ongoing-request=\"true\"',true",
        "GLACIER,,'ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2029 00:00:00 GMT\"',false",
        "GLACIER_IR,,,false",
        "STANDARD_IA,,,false",
        "INTELLIGENT_TIERING,,,false",
        "INTELLIGENT_TIERING,ARCHIVE_ACCESS,,true",
        "INTELLIGENT_TIERING,DEEP_ARCHIVE_ACCESS,,true",
        "INTELLIGENT_TIERING,ARCHIVE_ACCESS,'ongoing-request=\"true\"',true",
        ",,,false",
    })
    void sayWhetherAnObjectMustBeRestored(
            @Nullable String storageClass, @Nullable String status, @Nullable String restore, boolean archived) {
        Map<String, String> headers = anObject();
        put(headers, "x-amz-storage-class", storageClass);
        put(headers, "x-amz-archive-status", status);
        put(headers, "x-amz-restore", restore);
        try (ScriptedStore server = new ScriptedStore(headers);
                Stores stores = stores(server.endpoint(), StoreTerms.none())) {
            ObjectFacts facts = of(stores).facts(KEY).orElseThrow();

            assertThat(facts.archived() != null).isEqualTo(archived);
        }
    }

    @Test
    void sayWhoPaysAndWhoseBucketItMustBe() {
        try (ScriptedStore server = new ScriptedStore(anObject());
                Stores stores = stores(server.endpoint(), new StoreTerms(true, OWNER))) {
            of(stores).facts(KEY);

            assertThat(server.heard("x-amz-request-payer")).isEqualTo("requester");
            assertThat(server.heard("x-amz-expected-bucket-owner")).isEqualTo(OWNER);
            assertThat(server.heard("x-amz-source-expected-bucket-owner")).isEmpty();
            assertThat(server.heard("authorization"))
                    .contains("x-amz-expected-bucket-owner")
                    .contains("x-amz-request-payer");
        }
    }

    @Test
    void sayAlsoWhoseTheBucketMustBeThatIsCopiedFrom() {
        StoreAbilities copying = new StoreAbilities(true, true, false, true, true, false);
        try (ScriptedStore server = new ScriptedStore(anObject());
                Stores stores = stores(server.endpoint(), new StoreTerms(true, OWNER))) {
            S3Upload upload = of(stores).resume(KEY.withKey("target"), "id", copying);
            ObjectPin pin = new ObjectPin(KEY, "\"0123456789abcdef0123456789abcdef\"", 10);

            assertThatThrownBy(() -> upload.copy(1, pin, 0, 10)).isInstanceOf(ChecksumMismatchException.class);

            assertThat(server.heard("x-amz-source-expected-bucket-owner")).isEqualTo(OWNER);
            assertThat(server.heard("x-amz-expected-bucket-owner")).isEqualTo(OWNER);
            assertThat(server.heard("x-amz-request-payer")).isEqualTo("requester");
        }
    }

    @Test
    void areNotSentUnlessTheSettingsSaySo() {
        try (ScriptedStore server = new ScriptedStore(anObject());
                Stores stores = stores(server.endpoint(), StoreTerms.none())) {
            of(stores).facts(KEY);

            assertThat(server.heard("x-amz-request-payer")).isEmpty();
            assertThat(server.heard("x-amz-expected-bucket-owner")).isEmpty();
        }
    }

    @Test
    void makeOursOfAnObjectUnderAKeyOfOnesOwnByItsTokenAndSize() {
        Map<String, String> headers = anObject();
        headers.put("x-amz-server-side-encryption", "aws:kms");
        headers.put("x-amz-meta-longshore-job", "archive:1");
        HeldPart part = new HeldPart(1, 10, "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", 7);
        try (ScriptedStore server = new ScriptedStore(headers);
                Stores stores = stores(server.endpoint(), StoreTerms.none())) {
            S3Upload upload = of(stores).resume(KEY, "id");

            assertThat(upload.complete(List.of(part), IfExists.FAIL, "archive:1")
                            .etag())
                    .isEqualTo(headers.get("ETag"));
            assertThatThrownBy(() -> upload.complete(List.of(part), IfExists.FAIL, "archive:2"))
                    .isInstanceOf(TargetExistsException.class);
        }
    }

    @Test
    void askInALinkForWhoPays() {
        try (Stores stores = stores(URI.create("http://127.0.0.1:1"), new StoreTerms(true, null))) {
            Link link = of(stores).link(KEY, Duration.ofHours(1));

            assertThat(link.url().getQuery())
                    .contains("x-amz-request-payer=requester")
                    .contains("X-Amz-SignedHeaders=host&");
            assertThat(link.toString()).doesNotContain("Signature");
        }
    }

    private static Map<String, String> anObject() {
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", "\"0123456789abcdef0123456789abcdef\"");
        headers.put("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT");
        headers.put("Content-Length", "10");
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private static S3Store of(Stores stores) {
        return stores.of(KEY, Right.READ);
    }

    private static Stores stores(URI endpoint, StoreTerms terms) {
        StoreSettings plain = ServerSettings.of(endpoint, ChecksumMode.WHEN_SUPPORTED);
        return new Stores(List.of(new StoreSettings(
                "",
                plain.endpoint(),
                plain.region(),
                true,
                plain.checksums(),
                plain.credentials(),
                plain.buckets(),
                true,
                terms,
                AdaptiveGate.MOST)));
    }
}
