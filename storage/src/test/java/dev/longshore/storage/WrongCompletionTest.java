package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that makes other objects of parts than it should. */
@Timeout(60)
class WrongCompletionTest {

    private static final String OTHER = "\"00000000000000000000000000000000-1\"";
    private static final ObjectAddress ADDRESS = new ObjectAddress("", "bucket", "big");
    private static final HeldPart PART = new HeldPart(1, 3, "\"9dd4e461268c8034f5c8564e155c67a6\"", 0);

    private final AtomicBoolean made = new AtomicBoolean();
    private String said = "<ETag>" + OTHER + "</ETag>";
    private String ofTheObject = "x-amz-meta-longshore-job: token";
    private String deleted = "HTTP/1.1 204 No Content";

    @Test
    void whatAStoreMadeWronglyOfItsPartsDoesNotStay() {
        assertThat(deletionsAfter(IfExists.REPLACE)).singleElement().asString().containsIgnoringCase("If-Match");
    }

    @Test
    void itDoesNotStayEitherIfTheAnswerHasNoETag() {
        said = "";

        assertThat(deletionsAfter(IfExists.FAIL)).hasSize(1);
    }

    @Test
    void whatMayBeOlderThanTheAnswerStays() {
        said = "";

        assertThat(deletionsAfter(IfExists.REPLACE)).isEmpty();
    }

    @Test
    void theVersionGoesThatWasMadeWrongly() {
        ofTheObject += "\r\nx-amz-version-id: v7";

        assertThat(deletionsAfter(IfExists.REPLACE)).singleElement().asString().contains("versionId=v7");
    }

    @Test
    void whatAnotherMadeStays() {
        ofTheObject = "x-amz-meta-longshore-job: other";

        assertThat(deletionsAfter(IfExists.REPLACE)).isEmpty();
    }

    @Test
    void whatHasAnETagOfItsOwnStays() {
        ofTheObject += "\r\nx-amz-server-side-encryption: aws:kms";

        assertThat(deletionsAfter(IfExists.REPLACE)).isEmpty();
    }

    @Test
    void whoMayNotRemoveItSaysWhatIsWrongAllTheSame() {
        deleted = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0";

        assertThat(deletionsAfter(IfExists.REPLACE)).hasSize(1);
    }

    /** The heads of the requests that delete, after a completion that was seen to be wrong. */
    private List<String> deletionsAfter(IfExists rule) {
        try (RawStore raw = new RawStore(this::answer);
                Stores stores = new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)))) {
            S3Upload upload = stores.of(ADDRESS, Right.WRITE).resume(ADDRESS, "upload");

            assertThatThrownBy(() -> upload.complete(List.of(PART), rule, "token"))
                    .isInstanceOf(ChecksumMismatchException.class)
                    .satisfies(
                            mismatch -> assertThat(mismatch.getSuppressed()).hasSize(deleted.contains("403") ? 1 : 0));

            return raw.heads("DELETE");
        }
    }

    private void answer(String head, InputStream in, OutputStream out) throws IOException {
        if (head.startsWith("POST")) {
            in.readNBytes(RawStore.lengthOf(head));
            made.set(true);
            RawStore.sayWithBody(
                    out,
                    "application/xml",
                    "<CompleteMultipartUploadResult><Key>big</Key>" + said + "</CompleteMultipartUploadResult>");
        } else if (head.startsWith("HEAD")) {
            RawStore.say(
                    out,
                    made.get() ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found",
                    "ETag: " + OTHER,
                    "Content-Length: 3",
                    "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT",
                    ofTheObject);
        } else {
            RawStore.say(out, deleted);
        }
    }
}
