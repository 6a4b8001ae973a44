package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.storage.files.Download;
import dev.longshore.storage.files.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Objects whose ETag is no MD5, by clients that send other sums than we do; the server refuses those that are wrong. */
@OnMinio
class MinioSumsTest {

    private static final int PART = 5 * 1024 * 1024;
    private static final byte[] CONTENT = UploadContract.bytes(700_001, 1);

    @RegisterExtension
    static final ForeignServer SERVER = ForeignServer.minio();

    @RegisterExtension
    final OwnBucket bucket = new OwnBucket(SERVER);

    @TempDir
    private Path folder;

    static Stream<Arguments> sums() {
        return Stream.of(
                sum("crc64nvme", b -> b.checksumCRC64NVME(crc64Nvme(CONTENT))),
                sum("crc32c", b -> b.checksumCRC32C(lastBytes(new CRC32C(), CONTENT, Integer.BYTES))),
                sum(
                        "sha256",
                        b -> b.checksumSHA256(Base64.getEncoder()
                                .encodeToString(Digests.of("SHA-256").digest(CONTENT)))));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void whatAKeyServiceEncryptsIsKnownByWhicheverSumItCameWith(String name, Consumer<PutObjectRequest.Builder> sum)
            throws IOException {
        bucket.s3()
                .putObject(
                        b -> sum.accept(b.bucket(bucket.name())
                                .key("object")
                                .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                .ssekmsKeyId("a-key")),
                        RequestBody.fromBytes(CONTENT));

        assertIsKnownBy(name, CONTENT);
    }

    @Test
    void whatCameInPartsIsKnownByTheSumOfTheWhole() throws IOException {
        byte[] first = UploadContract.bytes(PART, 2);
        byte[] last = UploadContract.bytes(17, 3);
        putInParts(first, last);

        assertIsKnownBy("crc64nvme", UploadContract.joined(first, last));
    }

    private void putInParts(byte[] first, byte[] last) {
        String upload = bucket.s3()
                .createMultipartUpload(b -> b.bucket(bucket.name())
                        .key("object")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME)
                        .checksumType(ChecksumType.FULL_OBJECT))
                .uploadId();
        List<CompletedPart> parts = List.of(putPart(upload, 1, first), putPart(upload, 2, last));
        bucket.s3()
                .completeMultipartUpload(b -> b.bucket(bucket.name())
                        .key("object")
                        .uploadId(upload)
                        .checksumType(ChecksumType.FULL_OBJECT)
                        .checksumCRC64NVME(crc64Nvme(UploadContract.joined(first, last)))
                        .multipartUpload(all -> all.parts(parts)));
    }

    private CompletedPart putPart(String upload, int number, byte[] part) {
        String etag = bucket.s3()
                .uploadPart(
                        b -> b.bucket(bucket.name())
                                .key("object")
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumCRC64NVME(crc64Nvme(part)),
                        RequestBody.fromBytes(part))
                .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(etag)
                .checksumCRC64NVME(crc64Nvme(part))
                .build();
    }

    /** Nothing is read of the object a second time. */
    private void assertIsKnownBy(String name, byte[] content) throws IOException {
        S3Store store = bucket.store();
        ObjectPin pin = store.facts(bucket.at("object")).orElseThrow().pin();
        String proof =
                name + ":md5:" + BodySum.read(PartBody.of(content), read -> {}).md5();
        Fetched fetched = new Fetched();
        Path file = folder.resolve("file");

        try (FileSink sink = FileSink.open(file, pin.etag())) {
            assertThat(new Download(store, pin, fetched).into(sink)).isEqualTo(proof);
            sink.finish(FileTime.fromMillis(0), () -> {});
        }
        assertThat(file).hasBinaryContent(content);
        assertThat(new Download(store, pin, fetched).isHeldBy(file)).contains(proof);
        assertThat(fetched.fetched).isEqualTo(content.length);
        assertThat(fetched.compared).isZero();

        byte[] other = content.clone();
        other[other.length / 2]++;
        assertThat(store.proofOf(pin, ReadContent.of(other), fetched::compared)).isEmpty();
        assertThat(fetched.compared).isZero();
    }

    private static String crc64Nvme(byte[] content) {
        return lastBytes(new Crc64Nvme(), content, Long.BYTES);
    }

    private static String lastBytes(Checksum checksum, byte[] content, int count) {
        checksum.update(content, 0, content.length);
        byte[] all =
                ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(all, Long.BYTES - count, Long.BYTES));
    }

    private static Arguments sum(String name, Consumer<PutObjectRequest.Builder> sum) {
        return Arguments.of(name, sum);
    }
}
