package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a proxy before a store says while the store is away, with a status as if all were well. */
@Timeout(120)
class OddAnswersTest {

    private static final ObjectAddress ADDRESS = new ObjectAddress("", "bucket", "in/a");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Down for maintenance</body></html>",
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></ListBucketResult>",
                "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>in/a</Key></Contents></ListBucketResult>"
            })
    void noListingIsNoEmptyBucket(String body) {
        assertIsNoAnswer(body, store -> store.list(ADDRESS.withKey("in/"), null, 1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Down for maintenance</body></html>",
                "<ListMultipartUploadsResult></ListMultipartUploadsResult>",
                "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload/></ListMultipartUploadsResult>"
            })
    void noListingIsNoWordThatAllUploadsAreFinished(String body) {
        assertIsNoAnswer(body, store -> store.unfinishedUploadsUnder(ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Down for maintenance</body></html>",
                "<ListPartsResult></ListPartsResult>",
                "<ListPartsResult><IsTruncated>false</IsTruncated><Part/></ListPartsResult>"
            })
    void noListingIsNoUploadWithoutParts(String body) {
        assertIsNoAnswer(body, store -> store.resume(ADDRESS, "upload").held());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>Down for maintenance</body></html>"})
    void noAnswerBeginsNoUpload(String body) {
        UploadTarget target = new UploadTarget(ADDRESS, "token", ObjectMetadata.of("text/plain"));

        assertIsNoAnswer(body, store -> store.begin(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3", "Content-Length: 3\r\nETag: \"\"", "ETag: \"0\"", "X: y"})
    void aHeadThatLacksSomethingIsNoHead(String headers) {
        try (RawStore raw = new RawStore((head, in, out) -> RawStore.say(out, "HTTP/1.1 200 OK", headers));
                Stores stores = stores(raw)) {
            S3Store store = stores.of(ADDRESS, Right.WRITE);
            UploadTarget target = new UploadTarget(ADDRESS, "token", ObjectMetadata.of("text/plain"));

            assertThatThrownBy(() -> store.facts(ADDRESS)).isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> store.deleteIf(ADDRESS, "\"0\"")).isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> store.takeBack(ADDRESS, "\"0\"")).isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> store.holding(target, PartBody.of(new byte[3])))
                    .isInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void whatNobodyKnowsTheTimeOfIsNotDeletedByItsTime() {
        try (RawStore raw = new RawStore(
                        (head, in, out) -> RawStore.say(out, "HTTP/1.1 200 OK", "Content-Length: 3", "ETag: \"0\""));
                Stores stores = stores(raw)) {
            S3Store store = stores.of(ADDRESS, Right.DELETE);

            assertThatThrownBy(() -> store.deleteIf(ADDRESS, "\"0\"", modified -> true))
                    .isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> store.facts(ADDRESS)).isInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void aPageInTheNameOfAnObjectIsNoWordThatItHasChanged() {
        try (RawStore raw = saying("<html><body>Down for maintenance</body></html>");
                Stores stores = stores(raw)) {
            S3Source source = stores.of(ADDRESS, Right.READ).source(new ObjectPin(ADDRESS, "\"0\"", 3));

            assertThatThrownBy(() -> UploadContract.read(source, 0, 3)).isInstanceOf(SdkClientException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPageInAnswerToBytesIsNoWordThatTheyWereTaken(boolean inParts) {
        try (RawStore raw = new RawStore(OddAnswersTest::takeAll);
                Stores stores = stores(raw)) {
            S3Store store = stores.of(ADDRESS, Right.WRITE);
            UploadTarget target = new UploadTarget(ADDRESS, "token", ObjectMetadata.of("text/plain"));
            PartBody body = PartBody.of(new byte[3]);

            assertThatThrownBy(() -> {
                        if (inParts) {
                            store.resume(ADDRESS, "upload").put(1, body, moved -> {});
                        } else {
                            store.put(target, body, IfExists.REPLACE, moved -> {});
                        }
                    })
                    .isInstanceOf(SdkClientException.class);
        }
    }

    private static void assertIsNoAnswer(String body, Consumer<S3Store> question) {
        try (RawStore raw = saying(body);
                Stores stores = stores(raw)) {
            S3Store store = stores.of(ADDRESS, Right.WRITE);

            assertThatThrownBy(() -> question.accept(store)).isInstanceOf(SdkClientException.class);
        }
    }

    private static void takeAll(String head, InputStream in, OutputStream out) throws IOException {
        in.readNBytes(RawStore.lengthOf(head));
        RawStore.say(out, "HTTP/1.1 200 OK", "Content-Length: 0");
    }

    private static RawStore saying(String body) {
        return new RawStore((head, in, out) -> RawStore.sayWithBody(out, "text/html", body));
    }

    private static Stores stores(RawStore raw) {
        return new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)));
    }
}
