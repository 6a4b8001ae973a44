package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is deleted of a store that ignores conditions, over a line that makes requests come again. */
@Timeout(120)
class DeletionTest extends ProxiedStore {

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

    @Test
    void anObjectOfAnotherSizeStays() {
        String etag = put("one");

        assertThat(store().deleteIf(new ObjectPin(at(), etag, 4))).isFalse();
        assertThat(held()).isEqualTo("one");
        assertThat(store().deleteIf(new ObjectPin(at(), etag, 3))).isTrue();
        assertThat(store().facts(at())).isEmpty();
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
        direct.s3().deleteObject(b -> b.bucket(bucket).key("key"));
        return new Fault.Answer(204, "");
    }

    private String put(String content) {
        return direct.s3()
                .putObject(b -> b.bucket(bucket).key("key"), RequestBody.fromString(content))
                .eTag();
    }

    private String held() {
        return direct.s3().getObjectAsBytes(b -> b.bucket(bucket).key("key")).asUtf8String();
    }

    private S3Store store() {
        return stores.of(at(), Right.DELETE);
    }

    private ObjectAddress at() {
        return new ObjectAddress("", bucket, "key");
    }
}
