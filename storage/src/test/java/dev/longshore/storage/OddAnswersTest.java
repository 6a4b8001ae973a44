package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
        try (RawStore raw = saying(body);
                Stores stores = stores(raw)) {
            S3Store store = stores.of(ADDRESS, Right.READ);

            assertThatThrownBy(() -> store.list(ADDRESS.withKey("in/"), null, 1000))
                    .isInstanceOf(SdkClientException.class);
        }
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
        try (RawStore raw = saying(body);
                Stores stores = stores(raw)) {
            S3Store store = stores.of(ADDRESS, Right.WRITE);

            assertThatThrownBy(() -> store.unfinishedUploadsUnder(ADDRESS)).isInstanceOf(SdkClientException.class);
        }
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
        try (RawStore raw = saying(body);
                Stores stores = stores(raw)) {
            S3Upload upload = stores.of(ADDRESS, Right.WRITE).resume(ADDRESS, "upload");

            assertThatThrownBy(upload::held).isInstanceOf(SdkClientException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>Down for maintenance</body></html>"})
    void noAnswerBeginsNoUpload(String body) {
        try (RawStore raw = saying(body);
                Stores stores = stores(raw)) {
            S3Store store = stores.of(ADDRESS, Right.WRITE);
            UploadTarget target = new UploadTarget(ADDRESS, "token", ObjectMetadata.of("text/plain"));

            assertThatThrownBy(() -> store.begin(target)).isInstanceOf(SdkClientException.class);
        }
    }

    private static RawStore saying(String body) {
        return new RawStore((head, in, out) -> RawStore.sayWithBody(out, "text/html", body));
    }

    private static Stores stores(RawStore raw) {
        return new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)));
    }
}
