package dev.longshore.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks for the head of each object, then for each object, with the client that a worker has, and keeps nothing. */
public final class BareLoop {

    private final S3Client s3;
    private final ExecutorService threads;

    private BareLoop(S3Client s3, ExecutorService threads) {
        this.s3 = s3;
        this.threads = threads;
    }

    /** Takes {@code <endpoint> <requests at once>}, then orders line by line until its input ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int atOnce = Integer.parseInt(arguments[1]);
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try (S3Client s3 = S3Client.builder()
                        .endpointOverride(URI.create(arguments[0]))
                        .forcePathStyle(true)
                        .region(Region.US_EAST_1)
                        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(atOnce))
                        .build();
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            BareLoop loop = new BareLoop(s3, threads);
            System.out.println("{\"ready\":true}");
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                loop.answer(JsonMapper.shared().readTree(order));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void answer(JsonNode order) throws InterruptedException, ExecutionException {
        String bucket = order.get("bucket").asString();
        List<String> keys = StreamSupport.stream(order.get("keys").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        forEach(keys, key -> s3.headObject(request -> request.bucket(bucket).key(key)));
        forEach(keys, key -> read(bucket, key));
        System.out.println("{\"down\":" + order.get("bytes").asLong() + ",\"up\":0}");
    }

    private void forEach(List<String> keys, Consumer<String> work) throws InterruptedException, ExecutionException {
        for (Future<Object> done : threads.invokeAll(keys.stream()
                .map(key -> Executors.callable(() -> work.accept(key)))
                .toList())) {
            done.get();
        }
    }

    private void read(String bucket, String key) {
        try (InputStream body = s3.getObject(request -> request.bucket(bucket).key(key))) {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }
}
