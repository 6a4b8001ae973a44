package dev.longshore.benchmarks;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.middleware.LatencyBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy with its own latency middleware, which lets each operation wait, as a store far away does. */
public final class SlowStoreMain {

    /** The environment variable that says how many milliseconds. */
    static final String LATENCY = "BENCHMARK_LATENCY_MILLIS";

    private SlowStoreMain() {}

    /** Takes {@code <folder> <port> [bucket ...]}; prints its endpoint as soon as it answers. */
    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        Path folder = Path.of(given.get(0));
        for (String bucket : given.subList(2, given.size())) {
            Files.createDirectories(folder.resolve(bucket));
        }
        S3Proxy server = S3Proxy.builder()
                .blobStore(slow(new FilesystemNio2BlobStore(folder.toString()), Long.parseLong(System.getenv(LATENCY))))
                .endpoint(URI.create("http://127.0.0.1:" + given.get(1)))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, Installation.KEY, Installation.KEY)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        System.out.println("http://127.0.0.1:" + server.getPort());
    }

    /** What S3Proxy's own main program does with the setting {@code s3proxy.latency-blobstore.*.latency}. */
    private static BlobStore slow(BlobStore store, long millis) throws IOException {
        try {
            Method made = LatencyBlobStore.class.getDeclaredMethod(
                    "newLatencyBlobStore", BlobStore.class, Map.class, Map.class);
            made.setAccessible(true);
            return (BlobStore) made.invoke(null, store, Map.of("*", millis), Map.of());
        } catch (ReflectiveOperationException changed) {
            throw new IOException("This S3Proxy makes no latency as 4.1.0 does", changed);
        }
    }
}
