package dev.longshore.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Writes once more what lost its folder. S3Proxy makes the folders of a key and then a file in them, and a DELETE of another key
 * removes the folders that it leaves empty; where it does so in between, the write fails for no fault of its own.
 */
final class LastingFolders extends ForwardingBlobStore {

    private static final int TRIES = 100;

    LastingFolders(BlobStore store) {
        super(store);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        Begun begun = new Begun(body);
        return written(() -> super.putBlob(request, begun), () -> !begun.isRead);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return written(() -> super.copyBlob(request), () -> true);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        return written(() -> super.initiateMultipartUpload(request), () -> true);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream body) {
        Begun begun = new Begun(body);
        return written(() -> super.uploadMultipartPart(upload, request, begun), () -> !begun.isRead);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return written(() -> super.completeMultipartUpload(upload, request), () -> true);
    }

    private static <T> T written(Supplier<T> write, BooleanSupplier mayBeRepeated) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            try {
                return write.get();
            } catch (RuntimeException failed) {
                if (!(failed.getCause() instanceof NoSuchFileException) || !mayBeRepeated.getAsBoolean()) {
                    throw failed;
                }
            }
        }
        return write.get();
    }

    /** A body that cannot be read again once it was begun. */
    private static final class Begun extends FilterInputStream {

        private boolean isRead;

        Begun(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            isRead = true;
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            isRead = true;
            return super.read(bytes, offset, length);
        }

        /** Another attempt may need it; its owner closes it. */
        @Override
        public void close() {}
    }
}
