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
            assertThat(raw.heads()).noneMatch(head -> head.startsWith("PUT"));
        });
    }

    @Test
    void aCopyWhoseAnswerWasLostIsMadeAgainInAPlaceOfItsOwn() {
        with((store, raw) -> {
            assertThat(store.copyOver(SOURCE, PLACE)).isEqualTo(OF_THE_PLACE);
            assertThat(raw.heads()).filteredOn(head -> head.startsWith("PUT")).hasSize(1);
        });
    }

    private static void with(Trial trial) {
        try (RawStore raw = new RawStore(KmsCopyTest::answer);
                Stores stores = new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)))) {
            trial.of(stores.of(PLACE, Right.WRITE), raw);
        }
    }

    private static void answer(String head, InputStream in, OutputStream out) throws IOException {
        if (head.startsWith("PUT")) {
            RawStore.sayWithBody(out, "application/xml", "<CopyObjectResult></CopyObjectResult>");
            return;
        }
        RawStore.say(
                out,
                "HTTP/1.1 200 OK",
                "ETag: " + (head.contains("trash") ? OF_THE_PLACE : ETAG),
                "Content-Length: 3",
                "x-amz-server-side-encryption: aws:kms",
                "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT");
    }

    private interface Trial {
        void of(S3Store store, RawStore raw);
    }
}
