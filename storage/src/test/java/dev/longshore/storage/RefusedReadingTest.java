package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is said of a source, or of us, when a store refuses to tell or to give; a HEAD is refused without a word. */
class RefusedReadingTest extends ProxiedStore {

    private static final String WRITERS_KEY = "The object was stored using a form of Server Side Encryption. "
            + "The correct parameters must be provided to retrieve the object.";

    @Test
    void aKeyOfTheWritersIsNamedWhenTheSourceIsLookedAt() {
        refuse(400, "InvalidRequest", WRITERS_KEY);

        assertThatThrownBy(() -> store().facts(at()))
                .isInstanceOf(SourceEncryptedException.class)
                .hasMessageContainingAll(at().toString(), "SSE-C");
    }

    @ParameterizedTest(name = "{1} with status {0}")
    @CsvSource({
        "400,InvalidRequest,SourceEncryptedException",
        "400,KMS.NotFoundException,SourceEncryptedException",
        "403,InvalidObjectState,SourceArchivedException",
        "403,ObjectNotInActiveTierError,SourceArchivedException",
        "403,AccessDenied,AccessDeniedException",
        "400,KMS.DisabledException,S3Exception",
    })
    void aSourceThatGivesNoBytesSaysWhy(int status, String code, String expected) {
        ObjectPin pin = put().pin();
        refuse(status, code, WRITERS_KEY);

        assertThatThrownBy(() -> store().source(pin).open(0, 10).read())
                .satisfies(error -> assertThat(error.getClass().getSimpleName()).isEqualTo(expected));
    }

    @ParameterizedTest(name = "{1} with status {0}")
    @CsvSource({"400,ExpiredToken", "400,KMS.DisabledException", "403,RequestTimeTooSkewed", "403,AccessDenied"})
    void aRefusalWithoutAWordIsAskedForItsReason(int status, String code) {
        refuse(status, code, "because");

        assertThatThrownBy(() -> store().facts(at()))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo(code));
    }

    @Test
    void aRefusalThatHasPassedMeanwhileIsForgotten() {
        put();
        AtomicInteger asked = new AtomicInteger();
        line.spoil(request -> request.method().equals("HEAD") && asked.getAndIncrement() == 0
                ? new Fault.Refuse(400)
                : new Fault.None());

        assertThat(store().facts(at())).isPresent();
    }

    @Test
    void aRefusalOfWhatIsGivenNeverthelessIsKeptAsItWas() {
        put();
        line.spoil(request -> request.method().equals("HEAD") ? new Fault.Refuse(403) : new Fault.None());

        assertThatThrownBy(() -> store().facts(at()))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }

    @Test
    void aRefusedAccessNamesTheSettingThatMayBeMissing() {
        refuse(403, "AccessDenied", "Access Denied");

        assertThatThrownBy(() -> store().facts(at()))
                .hasMessageContainingAll("Access Denied", "longshore.s3.requester-pays")
                .hasMessageNotContaining("bucket-owner");
    }

    @Test
    void aRefusedAccessNamesTheOwnerThatIsDemanded() {
        refuse(403, "AccessDenied", "Access Denied");
        StoreSettings plain = ServerSettings.of(line.endpoint(), ChecksumMode.WHEN_SUPPORTED);
        StoreSettings strict = new StoreSettings(
                "far",
                plain.endpoint(),
                plain.region(),
                true,
                plain.checksums(),
                plain.credentials(),
                Map.of(),
                true,
                new StoreTerms(true, "123456789012"),
                AdaptiveGate.MOST);
        ObjectAddress far = new ObjectAddress("far", bucket, "source");
        try (Stores own = new Stores(List.of(strict))) {
            assertThatThrownBy(() -> own.of(far, Right.READ).facts(far))
                    .hasMessageContainingAll("123456789012", "longshore.stores.far.bucket-owner")
                    .hasMessageNotContaining("requester-pays");
        }
    }

    /** The line looks whose key a request is signed with, as a store does when a session has ended. */
    @Test
    void credentialsThatAreWrittenAnewAreUsedWithoutARestart(@TempDir Path home) throws IOException {
        put();
        Path file = home.resolve("credentials");
        Files.writeString(file, profile("expired"));
        line.spoil(request -> isSignedWith("expired", request) ? expired() : new Fault.None());
        Map<String, @Nullable String> before =
                StoresTest.replaced(Map.of("aws.sharedCredentialsFile", file.toString()));
        StoreSettings plain = ServerSettings.of(line.endpoint(), ChecksumMode.WHEN_SUPPORTED);
        StoreSettings chain =
                new StoreSettings("", plain.endpoint(), plain.region(), true, plain.checksums(), null, Map.of(), true);
        try (Stores own = new Stores(List.of(chain))) {
            assertThatThrownBy(() -> own.of(at(), Right.READ).facts(at())).hasMessageContaining("has expired");

            Files.writeString(file, profile("access"));

            assertThat(factsAtLast(own)).isPresent();
        } finally {
            StoresTest.replaced(before);
        }
    }

    private Optional<ObjectFacts> factsAtLast(Stores own) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                return own.of(at(), Right.READ).facts(at());
            } catch (S3Exception stillExpired) {
                assertThat(stillExpired).hasMessageContaining("has expired");
            }
        }
        return Optional.empty();
    }

    /** As S3 does it: without a body where the question has none. */
    private void refuse(int status, String code, String message) {
        line.spoil(
                request -> request.method().equals("HEAD") ? new Fault.Refuse(status) : answer(status, code, message));
    }

    private static Fault expired() {
        return answer(400, "ExpiredToken", "The provided token has expired.");
    }

    private static Fault answer(int status, String code, String message) {
        return new Fault.Answer(status, "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
    }

    private static boolean isSignedWith(String accessKey, PassedRequest request) {
        return request.headers().getOrDefault("authorization", "").contains("Credential=" + accessKey + "/");
    }

    private static String profile(String accessKey) {
        return "[default]\naws_access_key_id = " + accessKey + "\naws_secret_access_key = secretsecret\n";
    }

    private ObjectFacts put() {
        direct.s3().putObject(b -> b.bucket(bucket).key("source"), RequestBody.fromBytes(new byte[10]));
        return store().facts(at()).orElseThrow();
    }

    private S3Store store() {
        return stores.of(at(), Right.READ);
    }

    private ObjectAddress at() {
        return new ObjectAddress("", bucket, "source");
    }
}
