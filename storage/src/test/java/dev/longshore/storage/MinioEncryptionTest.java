package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Keys of a key service; the ETag of what they encrypt looks like an MD5 sum and is none. */
@OnMinio
class MinioEncryptionTest {

    private static final int PART = 5 * 1024 * 1024;
    private static final String TOKEN = "archive:0198";

    @RegisterExtension
    static final ForeignServer SERVER = ForeignServer.minio();

    @RegisterExtension
    final OwnBucket bucket = new OwnBucket(SERVER);

    @Test
    void aSourceOfAKeyServiceIsReadLikeAnyOther() throws IOException {
        byte[] content = UploadContract.bytes(1000, 1);
        bucket.s3()
                .putObject(
                        b -> b.bucket(bucket.name())
                                .key("source")
                                .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                .ssekmsKeyId("a-key"),
                        RequestBody.fromBytes(content));

        ObjectFacts facts = bucket.store().facts(bucket.at("source")).orElseThrow();

        assertThat(ETags.unquoted(facts.etag()))
                .isNotEqualTo(BodySum.read(PartBody.of(content), read -> {}).md5());
        try (InputStream in = bucket.store().source(facts.pin()).open(0, facts.size())) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void anUploadThatAKeyServiceEncryptsIsVerifiedByItsChecksums() {
        S3Upload upload = begin();
        upload.put(1, UploadContract.body(PART, 1), moved -> {});
        upload.put(2, UploadContract.body(17, 2), moved -> {});
        List<HeldPart> held = List.copyOf(upload.held().values());

        String etag = upload.complete(held, IfExists.FAIL, TOKEN).etag();

        assertThat(bucket.store().facts(bucket.at("target")).orElseThrow().etag())
                .isEqualTo(etag);
    }

    @Test
    void aLostAnswerIsSettledAlsoWhereAKeyServiceEncrypts() {
        S3Upload upload = begin();
        upload.put(1, UploadContract.body(17, 2), moved -> {});
        List<HeldPart> held = List.copyOf(upload.held().values());
        String etag = upload.complete(held, IfExists.FAIL, TOKEN).etag();

        assertThat(upload.complete(held, IfExists.FAIL, TOKEN).etag()).isEqualTo(etag);
    }

    private S3Upload begin() {
        ObjectMetadata encrypted = new ObjectMetadata("application/zip", Map.of(), Map.of(), null, "aws:kms");
        return bucket.store().begin(new UploadTarget(bucket.at("target"), TOKEN, encrypted));
    }
}
