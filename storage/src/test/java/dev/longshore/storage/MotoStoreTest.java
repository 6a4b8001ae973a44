package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

@OnMoto
class MotoStoreTest extends ObjectStoreContract {

    @RegisterExtension
    static final ForeignServer SERVER = ForeignServer.moto();

    @Override
    StoreSettings settings() {
        return SERVER.settings(ChecksumMode.WHEN_SUPPORTED);
    }

    /** It copies whatever is there, and says and compares no checksums. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, false, false, true, false, false, true, true);
    }

    /** It finds no way to a key with a line feed. */
    @Override
    List<String> keysThatXmlCannotSay() {
        return List.of("a\u0001b", "a\rb", "a\uFFFFb");
    }

    /** What it is asked for there it does not look at. */
    @Override
    boolean escapesKeysOfUploads() {
        return false;
    }

    /** It stumbles over such a part instead of refusing it. */
    @Test
    @Override
    void takesNoPartOfAnUploadThatIsOver() {
        S3Upload upload = begin("key");
        upload.abort();

        assertThatThrownBy(() -> upload.put(1, PartBody.of(bytes(3, 1)), moved -> {}))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("500");
    }

    /** It stumbles over such a copy instead of refusing it. */
    @Test
    @Override
    void copiesNothingIntoAnUploadThatIsOver() {
        ObjectPin source = put("source", bytes(17, 1)).pin();
        S3Upload upload = beginForCopies("key");
        upload.abort();

        assertThatThrownBy(() -> upload.copy(1, source, 0, 17))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("500");
    }

    /** It looks at no signature. */
    @Test
    @Override
    void refusesALinkThatWasMadeAnother() {
        put("key", bytes(10, 1));

        String link = link("key", Duration.ofHours(1)).url().toString();

        assertThat(statusOf(URI.create(link.replace("Expires=3600", "Expires=3601"))))
                .isEqualTo(200);
    }

    /** It looks at no signature, and so at none that is too old. */
    @Test
    @Override
    void refusesALinkThatHasExpired() {
        put("key", bytes(10, 1));
        String link = link("key", Duration.ofHours(1)).url().toString();

        assertThat(statusOf(URI.create(link.replaceAll("X-Amz-Date=[0-9]{4}", "X-Amz-Date=2020"))))
                .isEqualTo(200);
    }

    /** It knows no names of files to keep. */
    @Test
    @Override
    void givesAnObjectToWhoeverHasItsLink() {
        put("trip/größe 1.zip", bytes(1000, 1));

        Link link = link("trip/größe 1.zip", Duration.ofHours(24));

        assertThat(statusOf(link.url())).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLACIER", "DEEP_ARCHIVE"})
    void knowsWhatMustBeRestoredBeforeItCanBeRead(String storageClass) throws IOException {
        ObjectFacts archived = putInto(storageClass);

        assertThatThrownBy(archived::requireReadable)
                .isInstanceOf(SourceArchivedException.class)
                .hasMessageContainingAll(archived.address().toString(), storageClass, "restore it");
        assertThatThrownBy(() -> read(store().source(archived.pin()), 0, 10))
                .isInstanceOf(SourceArchivedException.class)
                .hasMessageContaining("restore it");
    }

    @Test
    void readsTheRestoredCopyOfWhatIsArchived() throws IOException {
        putInto("GLACIER");
        direct().restoreObject(b -> b.bucket(bucket).key("key").restoreRequest(copy -> copy.days(1)));

        ObjectFacts restored = store().facts(at("key")).orElseThrow();
        restored.requireReadable();

        assertThat(read(store().source(restored.pin()), 0, 10)).isEqualTo(bytes(10, 1));
    }

    @Test
    void readsGlacierInstantRetrievalLikeAnyOther() throws IOException {
        ObjectFacts facts = putInto("GLACIER_IR");

        facts.requireReadable();

        assertThat(read(store().source(facts.pin()), 0, 10)).isEqualTo(bytes(10, 1));
    }

    private ObjectFacts putInto(String storageClass) {
        direct().putObject(
                        b -> b.bucket(bucket).key("key").storageClass(storageClass),
                        RequestBody.fromBytes(bytes(10, 1)));
        return store().facts(at("key")).orElseThrow();
    }
}
