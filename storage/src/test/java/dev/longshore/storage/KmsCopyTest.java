package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a bucket under a key of one's own (SSE-KMS), ETags look like MD5 and differ from object to object. */
@Timeout(60)
class KmsCopyTest {

    private static final ObjectAddress PLACE = new ObjectAddress("", "bucket", "in/.longshore-trash/a.txt");
    private static final String ETAG = "\"22222222222222222222222222222222\"";
    private static final ObjectPin SOURCE = new ObjectPin(PLACE.withKey("in/a.txt"), ETAG, 3);

    private static final String OF_THE_PLACE = "\"11111111111111111111111111111111\"";

    @Test
    void anotherContentOfTheSameSizeIsNoCopy() {
        with((store, raw) -> {
            assertThatThrownBy(() -> store.copy(SOURCE, PLACE)).isInstanceOf(TargetExistsException.class);
            assertThat(raw.heads("PUT")).isEmpty();
        });
    }

    @Test
    void aCopyWhoseAnswerWasLostIsMadeAgainInAPlaceOfItsOwn() {
        with((store, raw) -> {
            assertThat(store.copyOver(SOURCE, PLACE)).isEqualTo(OF_THE_PLACE);
            assertThat(raw.heads("PUT")).hasSize(1);
        });
    }

    @Test
    void aContentThatNobodyWouldKnowAgainIsNotCopiedAmongOthers() {
        with(new Bucket(true)::answer, (store, raw) -> {
            assertThatThrownBy(() -> store.copy(SOURCE, PLACE)).isInstanceOf(TargetExistsException.class);
            assertThat(raw.heads("PUT")).isEmpty();

            assertThat(store.copyOver(SOURCE, PLACE)).isEqualTo(OF_THE_PLACE);
        });
    }

    @Test
    void aCopyThatNobodyWouldKnowAgainDoesNotStayAmongOthers() {
        with(new Bucket(false)::answer, (store, raw) -> {
            assertThatThrownBy(() -> store.copy(SOURCE, PLACE)).isInstanceOf(TargetExistsException.class);
            assertThat(raw.heads()).last().asString().startsWith("DELETE /bucket/in/.longshore-trash/a.txt");

            assertThat(store.copyOver(SOURCE, PLACE)).isEqualTo(OF_THE_PLACE);
        });
    }

    /** Whose copies are under such a key, and its older objects perhaps. */
    private static final class Bucket {

        private final boolean encryptsTheSource;
        private volatile boolean holdsTheCopy;

        Bucket(boolean encryptsTheSource) {
            this.encryptsTheSource = encryptsTheSource;
        }

        void answer(String head, InputStream in, OutputStream out) throws IOException {
            if (head.startsWith("PUT")) {
                holdsTheCopy = true;
                RawStore.sayWithBody(
                        out,
                        "application/xml",
                        "<CopyObjectResult><ETag>" + OF_THE_PLACE + "</ETag></CopyObjectResult>");
            } else if (head.startsWith("DELETE")) {
                holdsTheCopy = false;
                RawStore.say(out, "HTTP/1.1 204 No Content");
            } else if (!head.contains("trash")) {
                RawStore.say(out, facts(ETAG, encryptsTheSource ? "aws:kms" : "AES256"));
            } else if (holdsTheCopy) {
                RawStore.say(out, facts(OF_THE_PLACE, "aws:kms"));
            } else {
                RawStore.say(out, "HTTP/1.1 404 Not Found", "Content-Length: 0");
            }
        }
    }

    private static void with(Trial trial) {
        with(KmsCopyTest::answer, trial);
    }

    private static void with(RawStore.Script script, Trial trial) {
        try (RawStore raw = new RawStore(script);
                Stores stores = new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)))) {
            trial.of(stores.of(PLACE, Right.WRITE), raw);
        }
    }

    private static void answer(String head, InputStream in, OutputStream out) throws IOException {
        if (head.startsWith("PUT")) {
            RawStore.sayWithBody(out, "application/xml", "<CopyObjectResult></CopyObjectResult>");
            return;
        }
        RawStore.say(out, facts(head.contains("trash") ? OF_THE_PLACE : ETAG, "aws:kms"));
    }

    private static String[] facts(String etag, String encryption) {
        return new String[] {
            "HTTP/1.1 200 OK",
            "ETag: " + etag,
            "Content-Length: 3",
            "x-amz-server-side-encryption: " + encryption,
            "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT"
        };
    }

    private interface Trial {
        void of(S3Store store, RawStore raw);
    }
}
