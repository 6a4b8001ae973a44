package dev.longshore.storage;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What a store says that it holds. An answer that is no listing is an exception, and never an empty or a short list. Keys are
 * asked for with their characters escaped, for XML cannot say all of them; the SDK makes them keys again.
 */
final class S3Listing {

    private static final String IS_TRUNCATED = "IsTruncated";
    private static final String KEY = "Key";

    private final S3Clients clients;

    S3Listing(S3Clients clients) {
        this.clients = clients;
    }

    ListedPage objects(ObjectAddress prefix, @Nullable String after, int limit) {
        ListObjectsV2Response answer = clients.s3()
                .listObjectsV2(b -> b.bucket(prefix.bucket())
                        .prefix(prefix.key())
                        .startAfter(after)
                        .maxKeys(limit)
                        .encodingType(EncodingType.URL));
        boolean more = OddAnswers.said(prefix, IS_TRUNCATED, answer.isTruncated());
        return new ListedPage(
                answer.contents().stream().map(object -> listed(prefix, object)).toList(), more);
    }

    List<UnfinishedUpload> uploads(ObjectAddress prefix) {
        return clients
                .s3()
                .listMultipartUploadsPaginator(
                        b -> b.bucket(prefix.bucket()).prefix(prefix.key()).encodingType(EncodingType.URL))
                .stream()
                .flatMap(page -> uploads(prefix, page))
                .toList();
    }

    List<HeldPart> parts(ObjectAddress address, String uploadId) {
        return clients
                .s3()
                .listPartsPaginator(
                        b -> b.bucket(address.bucket()).key(address.key()).uploadId(uploadId))
                .stream()
                .flatMap(page -> parts(address, page))
                .toList();
    }

    private static ListedObject listed(ObjectAddress prefix, S3Object object) {
        String key = OddAnswers.said(prefix, KEY, object.key());
        return new ListedObject(
                key,
                OddAnswers.said(prefix, "Size", object.size()),
                OddAnswers.etag(prefix, key, object.eTag()),
                OddAnswers.said(prefix, "LastModified", object.lastModified()),
                object.storageClassAsString());
    }

    private static Stream<UnfinishedUpload> uploads(ObjectAddress prefix, ListMultipartUploadsResponse page) {
        OddAnswers.said(prefix, IS_TRUNCATED, page.isTruncated());
        return page.uploads().stream().map(upload -> unfinished(prefix, upload));
    }

    private static UnfinishedUpload unfinished(ObjectAddress prefix, MultipartUpload upload) {
        return new UnfinishedUpload(
                prefix.withKey(OddAnswers.said(prefix, KEY, upload.key())),
                OddAnswers.said(prefix, "UploadId", upload.uploadId()),
                OddAnswers.said(prefix, "Initiated", upload.initiated()));
    }

    private static Stream<HeldPart> parts(ObjectAddress address, ListPartsResponse page) {
        OddAnswers.said(address, IS_TRUNCATED, page.isTruncated());
        return page.parts().stream().map(part -> held(address, part));
    }

    private static HeldPart held(ObjectAddress address, Part part) {
        return new HeldPart(
                OddAnswers.said(address, "PartNumber", part.partNumber()),
                OddAnswers.said(address, "Size", part.size()),
                OddAnswers.said(address, "ETag", part.eTag()),
                Crc32Text.parse(part.checksumCRC32()));
    }
}
