package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is deleted of a store that ignores conditions, over a line that makes requests come again. */
@Timeout(120)
class DeletionTest extends ProxiedStore {

    /** More than one look at a listing shows. */
    private static final int BESIDE = 20;

    private String key = "key";

    @Test
    void whatCameBetweenARequestAndItsRepetitionStays() {
        String etag = put("one");
        firstDeletionMeets(() -> new Fault.LoseAnswer(() -> put("another")));

        assertThat(store().deleteIf(at(), etag)).isFalse();

        assertThat(held()).isEqualTo("another");
    }

    @Test
    void aStoreThatIsBusyIsAskedAgainAndLookedAtBefore() {
        String etag = put("one");
        firstDeletionMeets(() -> {
            put("another");
            return new Fault.Refuse(503);
        });

        assertThat(store().deleteIf(at(), etag)).isFalse();

        assertThat(held()).isEqualTo("another");
    }

    @Test
    void aDeletionWhoseAnswerWasLostCounts() {
        String etag = put("one");
        firstDeletionMeets(Fault.LoseAnswer::new);

        assertThat(store().deleteIf(at(), etag)).isTrue();

        assertThat(store().facts(at())).isEmpty();
    }

    @Test
    void aStoreThatStaysBusyIsNotAskedForEver() {
        String etag = put("one");
        line.spoil(request -> request.method().equals("DELETE") ? new Fault.Refuse(503) : new Fault.None());

        assertThatThrownBy(() -> store().deleteIf(at(), etag)).isInstanceOf(S3Exception.class);

        assertThat(line.exchanges())
                .filteredOn(passed -> passed.request().method().equals("DELETE"))
                .hasSize(Deadlines.usual().attempts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "a b\t+%20/\u00fc"})
    void anObjectThatIsDeniedOnceIsDeletedAllTheSame(String name) {
        key = name;
        String etag = put("one");
        putBeside(name);
        deny(asked -> asked == 0);

        assertThat(store().deleteIf(at(), etag)).isTrue();

        assertThat(store().list(at().withKey(""), null, 100).objects()).hasSize(BESIDE);
    }

    @Test
    void anObjectThatIsDeniedWhileItIsListedIsNotSaidToBeGone() {
        String etag = put("one");
        deny(asked -> true);

        assertThatThrownBy(() -> store().deleteIf(at(), etag)).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> store().certainFacts(at())).isInstanceOf(SdkClientException.class);

        line.spoil(request -> new Fault.None());
        assertThat(store().certainFacts(at())).isPresent();
        assertThat(held()).isEqualTo("one");
    }

    @Test
    void anotherThatIsListedByNowStays() {
        String etag = put("one");
        put("another");
        deny(asked -> asked == 0);

        assertThat(store().deleteIf(at(), etag)).isFalse();

        assertThat(held()).isEqualTo("another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "a\u0001b", "a\uffffb"})
    void anObjectThatIsGoneIsDeletedThoughOthersBeginLikeIt(String name) {
        key = name;
        String etag = put("one");
        direct.s3().deleteObject(b -> b.bucket(bucket).key(key));
        putBeside(name);

        assertThat(store().deleteIf(at(), etag)).isTrue();
        assertThat(store().certainFacts(at())).isEmpty();
    }

    @Test
    void aDeletionOfWhatIsSaidNotToBeThereIsTriedAgain() {
        String etag = put("one");
        firstDeletionMeets(() -> new Fault.Refuse(404));

        assertThat(store().deleteIf(at(), etag)).isTrue();

        assertThat(store().facts(at())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 405, 501})
    void whereNothingIsListedTheWordOfTheStoreCounts(int status) {
        String etag = put("one");
        direct.s3().deleteObject(b -> b.bucket(bucket).key(key));
        line.spoil(request -> isListing(request) ? new Fault.Refuse(status) : new Fault.None());

        assertThat(store().deleteIf(at(), etag)).isTrue();
        assertThat(store().certainFacts(at())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void aListingThatFailsSaysNothing(int status) {
        String etag = put("one");
        line.spoil(request ->
                isListing(request) || request.method().equals("HEAD") ? refusal(request, status) : new Fault.None());

        assertThatThrownBy(() -> store().deleteIf(at(), etag)).isInstanceOf(S3Exception.class);

        assertThat(held()).isEqualTo("one");
    }

    @Test
    void anObjectOfAnotherSizeStays() {
        String etag = put("one");

        assertThat(store().deleteIf(new ObjectPin(at(), etag, 4))).isFalse();
        assertThat(held()).isEqualTo("one");
        assertThat(store().deleteIf(new ObjectPin(at(), etag, 3))).isTrue();
        assertThat(store().facts(at())).isEmpty();
    }

    /** Listings and looks fail differently. */
    private static Fault refusal(PassedRequest request, int status) {
        return new Fault.Refuse(isListing(request) ? status : 404);
    }

    private static boolean isListing(PassedRequest request) {
        return request.query().containsKey("list-type");
    }

    /** Looks at the object, by their number. */
    private void deny(IntPredicate which) {
        AtomicInteger asked = new AtomicInteger();
        line.spoil(request -> request.method().equals("HEAD") && which.test(asked.getAndIncrement())
                ? new Fault.Refuse(404)
                : new Fault.None());
    }

    private void putBeside(String name) {
        for (int i = 0; i < BESIDE; i++) {
            String beside = name + i;
            direct.s3().putObject(b -> b.bucket(bucket).key(beside), RequestBody.fromString("beside"));
        }
    }

    /** All later ones are done whatever is there: their condition is not passed on. */
    private void firstDeletionMeets(Supplier<Fault> fault) {
        AtomicInteger asked = new AtomicInteger();
        line.spoil(request -> {
            if (!request.method().equals("DELETE")) {
                return new Fault.None();
            }
            return asked.getAndIncrement() == 0 ? fault.get() : deletedAnyway(request);
        });
    }

    private Fault deletedAnyway(PassedRequest request) {
        assertThat(request.path()).endsWith("/key");
        direct.s3().deleteObject(b -> b.bucket(bucket).key(key));
        return new Fault.Answer(204, "");
    }

    private String put(String content) {
        return direct.s3()
                .putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString(content))
                .eTag();
    }

    private String held() {
        return direct.s3().getObjectAsBytes(b -> b.bucket(bucket).key(key)).asUtf8String();
    }

    private S3Store store() {
        return stores.of(at(), Right.DELETE);
    }

    private ObjectAddress at() {
        return new ObjectAddress("", bucket, key);
    }
}
