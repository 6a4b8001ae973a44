package dev.longshore.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy inside this process: buckets are folders, objects are files, their metadata extended attributes. */
public final class EmbeddedS3 implements AutoCloseable {

    private static final long LARGEST_PART = 5L << 30;
    private static final long STOP_MILLIS = 2000;

    private final S3Proxy server;
    private final WholeObjects store;

    private EmbeddedS3(S3Proxy server, WholeObjects store) {
        this.server = server;
        this.store = store;
    }

    /** With port 0 on a free one. Objects that the folder holds are there again, unfinished uploads too. */
    public static EmbeddedS3 start(Path folder, int port, String accessKey, String secretKey) {
        new LocalPort("S3", port, "LONGSHORE_LOCAL_PORTS_S3").requireFree();
        Path root = prepared(folder);
        WholeObjects store = new WholeObjects(new LastingFolders(new FilesystemNio2BlobStore(root.toString())), root);
        S3Proxy server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                .maxSinglePartObjectSize(LARGEST_PART)
                .ignoreUnknownHeaders(true) // the transfer manager sends some that S3Proxy would refuse
                .stopTimeout(STOP_MILLIS)
                .build();
        try {
            store.removeUnfinished();
            server.start();
            return new EmbeddedS3(server, store);
        } catch (Exception error) {
            throw new ServerFailedException("The S3 server did not start on port " + port + ": " + error, error);
        }
    }

    /** Creates it unless it is there. */
    public void createBucket(String name) {
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
    }

    public int port() {
        return server.getPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception error) {
            throw new ServerFailedException("The S3 server did not stop: " + error, error);
        } finally {
            store.close();
        }
    }

    private static Path prepared(Path folder) {
        try {
            Path absolute = Files.createDirectories(folder.toAbsolutePath().normalize()); // relative ones lose objects
            if (!Files.getFileStore(absolute).supportsFileAttributeView("user")) {
                throw new ServerFailedException("The file system of " + absolute
                        + " keeps no extended attributes, which the S3 server needs; choose another data folder");
            }
            return absolute;
        } catch (IOException error) {
            throw new ServerFailedException("Cannot use the folder " + folder + ": " + error, error);
        }
    }
}
