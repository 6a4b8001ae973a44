package dev.longshore.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Shows no object that is not whole. S3Proxy writes a PUT of {@code key} into the file {@code key-<uuid>}, gives that its
 * attributes, and then the key's name; all the while it lists it as an object, and for ever if it is killed. Each object
 * therefore keeps the name it is meant for as metadata, which nobody is shown; one that is named like a PUT under way is whole
 * only if that is its own.
 */
final class WholeObjects extends ForwardingBlobStore {

    private static final String NAME = "longshore-name";
    private static final String NAME_ATTRIBUTE = "user.user-metadata." + NAME;
    private static final String SUM_ATTRIBUTE = "user.content-md5";
    private static final String NAMED_ATTRIBUTE = "user.longshore-named";
    private static final String OLD_VERSIONS = ".s3proxy-versions";
    private static final Pattern UNDER_WAY =
            Pattern.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.DOTALL);

    private final Path root;

    WholeObjects(BlobStore store, Path root) {
        super(store);
        this.root = root;
    }

    /** What a killed server has left. Call it before the first request. Objects of older servers, without names, get theirs. */
    void removeUnfinished() throws IOException {
        boolean isOld = !attributesOf(root).list().contains(NAMED_ATTRIBUTE);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.endsWith(OLD_VERSIONS) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path place = root.relativize(file);
                if (place.getNameCount() > 1) {
                    settle(file, keyOf(place), isOld);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        attributesOf(root).write(NAMED_ATTRIBUTE, StandardCharsets.UTF_8.encode("yes"));
    }

    private static void settle(Path file, String key, boolean isOld) throws IOException {
        if (!isUnderWay(file, key)) {
            return;
        }
        List<String> present = attributesOf(file).list();
        if (isOld && present.contains(SUM_ATTRIBUTE) && !present.contains(NAME_ATTRIBUTE)) {
            name(file, key);
        } else {
            Files.delete(file);
        }
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response listed = super.list(request);
        List<S3Object> whole = listed.contents().stream()
                .filter(object -> !isUnderWay(root.resolve(request.bucket()).resolve(object.key()), object.key()))
                .toList();
        return listed.toBuilder().contents(whole).build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        Map<String, String> metadata = named(request.metadata(), request.key());
        return super.putBlob(request.toBuilder().metadata(metadata).build(), body);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CreateMultipartUploadRequest begun = upload.request();
        Map<String, String> metadata = named(begun.metadata(), begun.key());
        return super.completeMultipartUpload(
                new MultipartUpload(
                        upload.id(), begun.toBuilder().metadata(metadata).build(), upload.response()),
                request);
    }

    /** A copy comes with the metadata of its source. */
    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse copied = super.copyBlob(request);
        String key = request.destinationKey();
        Path file = root.resolve(request.destinationBucket()).resolve(key);
        try {
            name(file, key);
            return copied;
        } catch (IOException error) {
            throw new ServerFailedException("The copy " + file + " got no name: " + error, error);
        }
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        HeadObjectResponse head = super.blobMetadata(request);
        return head.toBuilder().metadata(unnamed(head.metadata())).build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        ResponseInputStream<GetObjectResponse> object = super.getBlob(request);
        GetObjectResponse head = object.response();
        return new ResponseInputStream<>(
                head.toBuilder().metadata(unnamed(head.metadata())).build(), object);
    }

    private static Map<String, String> named(Map<String, String> metadata, String key) {
        Map<String, String> named = new HashMap<>(metadata);
        named.put(NAME, nameOf(key));
        return named;
    }

    private static Map<String, String> unnamed(Map<String, String> metadata) {
        Map<String, String> unnamed = new HashMap<>(metadata);
        unnamed.remove(NAME);
        return unnamed;
    }

    /** Short, for attributes share a block. */
    private static String nameOf(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String keyOf(Path place) {
        return place.subpath(1, place.getNameCount()).toString();
    }

    /** One that has vanished was. */
    private static boolean isUnderWay(Path file, String key) {
        if (!UNDER_WAY.matcher(key).matches()) {
            return false;
        }
        try {
            UserDefinedFileAttributeView attributes = attributesOf(file);
            return !attributes.list().contains(NAME_ATTRIBUTE)
                    || !read(attributes, NAME_ATTRIBUTE).equals(nameOf(key));
        } catch (NoSuchFileException error) {
            return true;
        } catch (IOException error) {
            throw new ServerFailedException("The attributes of " + file + " cannot be read: " + error, error);
        }
    }

    private static void name(Path file, String key) throws IOException {
        attributesOf(file).write(NAME_ATTRIBUTE, StandardCharsets.UTF_8.encode(nameOf(key)));
    }

    private static UserDefinedFileAttributeView attributesOf(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }

    private static String read(UserDefinedFileAttributeView attributes, String name) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
        attributes.read(name, value);
        return StandardCharsets.UTF_8.decode(value.flip()).toString();
    }
}
