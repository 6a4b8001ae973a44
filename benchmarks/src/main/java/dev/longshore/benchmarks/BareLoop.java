package dev.longshore.benchmarks;

import dev.longshore.storage.ChecksumMode;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.StoreSettings;
import dev.longshore.storage.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists objects and reads each of them, with the client that a worker has, and keeps nothing. */
public final class BareLoop {

    private static final int PAGE = 1000;

    private final Stores stores;
    private final ExecutorService threads;

    private BareLoop(Stores stores, ExecutorService threads) {
        this.stores = stores;
        this.threads = threads;
    }

    /** Takes {@code <endpoint> <requests at once>}, then orders line by line until its input ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[1]));
        StoreSettings store = new StoreSettings(
                "", URI.create(arguments[0]), "us-east-1", true, ChecksumMode.WHEN_SUPPORTED, null, Map.of(), true);
        try (Stores stores = new Stores(List.of(store));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            BareLoop loop = new BareLoop(stores, threads);
            System.out.println("{\"ready\":true}");
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                loop.answer(JsonMapper.shared().readTree(order));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void answer(JsonNode order) throws InterruptedException, ExecutionException {
        String first = order.get("keys").get(0).asString();
        String folder = first.substring(0, first.lastIndexOf('/') + 1);
        ObjectAddress prefix = new ObjectAddress("", order.get("bucket").asString(), folder);
        S3Store store = stores.of(prefix, Right.READ);
        String after = null;
        ListedPage page;
        do {
            page = store.list(prefix, after, PAGE);
            after = page.objects().get(page.objects().size() - 1).key();
            readAll(store, prefix, page.objects());
        } while (page.more());
        System.out.println("{\"down\":" + order.get("bytes").asLong() + ",\"up\":0}");
    }

    private void readAll(S3Store store, ObjectAddress prefix, List<ListedObject> objects)
            throws InterruptedException, ExecutionException {
        for (Future<Object> done : threads.invokeAll(objects.stream()
                .map(object -> Executors.callable(() -> read(store, prefix, object)))
                .toList())) {
            done.get();
        }
    }

    private static void read(S3Store store, ObjectAddress prefix, ListedObject object) {
        ObjectPin pin = new ObjectPin(prefix.withKey(object.key()), object.etag(), object.size());
        try (InputStream body = store.source(pin).open(0, object.size())) {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }
}
