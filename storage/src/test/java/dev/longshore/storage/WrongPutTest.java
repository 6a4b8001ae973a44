package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store made of other bytes than it was sent, in buckets that keep versions and in others. */
@Timeout(60)
class WrongPutTest {

    private static final ObjectAddress ADDRESS = new ObjectAddress("", "bucket", "key");
    private static final String OTHER = "\"11111111111111111111111111111111\"";
    private static final String DELETED = "HTTP/1.1 204 No Content";

    private String version = "\r\nx-amz-version-id: v7";
    private String versionDeleted = DELETED;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isTakenBackAsTheVersionThatItIs(int times) {
        assertThat(deletionsAfter(times))
                .hasSize(times)
                .allMatch(head -> head.startsWith("DELETE /bucket/key?versionId=v7 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\nx-amz-version-id: null"})
    void isDeletedIfItStillIsThatWhereNoVersionsAreKept(String said) {
        version = said;

        assertThat(deletionsAfter(1))
                .singleElement()
                .asString()
                .startsWith("DELETE /bucket/key ")
                .contains("If-Match: " + OTHER);
    }

    @Test
    void isHiddenWhereALockKeepsItsVersion() {
        versionDeleted = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0";

        assertThat(deletionsAfter(1)).hasSize(2).last().asString().startsWith("DELETE /bucket/key ");
    }

    /** The heads of the requests that delete; the first PUT goes by another road than all later ones. */
    private List<String> deletionsAfter(int puts) {
        try (RawStore raw = new RawStore(this::answer);
                Stores stores = new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)))) {
            S3Store store = stores.of(ADDRESS, Right.WRITE);
            UploadTarget target = new UploadTarget(ADDRESS, "token", ObjectMetadata.of("text/plain"));
            for (int i = 0; i < puts; i++) {
                assertThatThrownBy(() -> store.put(target, PartBody.of(new byte[] {1}), IfExists.FAIL, moved -> {}))
                        .isInstanceOf(ChecksumMismatchException.class)
                        .hasNoSuppressedExceptions();
            }
            return raw.heads("DELETE");
        }
    }

    private void answer(String head, InputStream in, OutputStream out) throws IOException {
        if (head.startsWith("PUT")) {
            in.readNBytes(RawStore.lengthOf(head));
            RawStore.say(out, "HTTP/1.1 200 OK", "ETag: " + OTHER, "Content-Length: 0" + version);
        } else if (head.startsWith("DELETE")) {
            RawStore.say(out, head.contains("versionId") ? versionDeleted : DELETED);
        } else {
            RawStore.say(
                    out,
                    "HTTP/1.1 200 OK",
                    "ETag: " + OTHER,
                    "Content-Length: 3",
                    "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT" + version);
        }
    }
}
