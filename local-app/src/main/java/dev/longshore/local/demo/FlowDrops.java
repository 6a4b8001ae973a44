package dev.longshore.local.demo;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.Stores;
import dev.longshore.storage.UploadTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that are dropped for one flow, and where they are found. */
final class FlowDrops {

    private static final String BUCKET = "storage";
    private static final String OWN = ".longshore-";
    private static final int EVERY = 40;
    private static final int LARGE = 12_000_000;
    private static final int SMALL = 200_000;

    private final String flow;
    private final Direction direction;
    private final int files;
    private final Path folder;
    private final String run;
    private final Stores stores;
    private final SplittableRandom random;
    private final Map<String, String> sums = new TreeMap<>();
    private long bytes;

    /** @param home below which the flow has its folder; its name is that of this run in the bucket too */
    FlowDrops(String flow, Direction direction, int files, Path home, Stores stores) {
        this.flow = flow;
        this.direction = direction;
        this.files = files;
        this.stores = stores;
        folder = home.resolve(flow);
        run = home.getFileName() + "/";
        random = new SplittableRandom(flow.hashCode());
    }

    String flow() {
        return flow;
    }

    /** The SHA-256 of each by its path in the flow, made before it was dropped. */
    Map<String, String> sums() {
        return sums;
    }

    long bytes() {
        return bytes;
    }

    long dropped() {
        return sums.size();
    }

    /** Until so much of them is dropped. */
    void drop(double share) throws IOException {
        while (sums.size() < files * share) {
            int number = sums.size();
            byte[] content = new byte[number % EVERY == 7 ? LARGE : random.nextInt(SMALL)];
            random.nextBytes(content);
            String path = run + "day-%d/file-%03d.bin".formatted(number / 10 + 1, number);
            sums.put(path, Sums.sha256(content));
            bytes += content.length;
            if (direction == Direction.UP) {
                write(path, content);
            } else {
                put(path, content);
            }
        }
    }

    long moved() {
        return direction == Direction.UP ? objects().size() : filesThere().size();
    }

    long left() {
        return direction == Direction.UP ? filesThere().size() : objects().size();
    }

    boolean isAllMoved() {
        return left() == 0 && moved() >= sums.size();
    }

    /** Of what is at the target. */
    Map<String, String> movedSums() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String path : direction == Direction.UP ? objects() : filesThere()) {
            try (InputStream in = open(path)) {
                found.put(path, Sums.sha256(in));
            }
        }
        return found;
    }

    private InputStream open(String path) throws IOException {
        if (direction == Direction.DOWN) {
            return Files.newInputStream(folder.resolve(path));
        }
        ObjectAddress address = addressOf(path);
        S3Store store = stores.of(address, Right.READ);
        var facts = store.facts(address).orElseThrow();
        return store.source(facts.pin()).open(0, facts.size());
    }

    private void write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }

    private void put(String path, byte[] content) {
        ObjectAddress address = addressOf(path);
        S3Upload upload = stores.of(address, Right.WRITE)
                .begin(new UploadTarget(address, "demo", ObjectMetadata.of("application/octet-stream")));
        HeldPart part = upload.put(1, PartBody.of(content), moved -> {}).held();
        upload.complete(List.of(part), IfExists.REPLACE, "demo");
    }

    private ObjectAddress addressOf(String path) {
        return new ObjectAddress("", BUCKET, flow + "/" + path);
    }

    /** Those of this run; a demo has at most a page of them. */
    private List<String> objects() {
        ObjectAddress prefix = addressOf(run);
        ListedPage page = stores.of(prefix, Right.READ).list(prefix, null, 1_000);
        return page.objects().stream()
                .map(ListedObject::key)
                .map(key -> key.substring(flow.length() + 1))
                .toList();
    }

    private List<String> filesThere() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(path -> !path.contains(OWN))
                    .toList();
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            return List.of("not to be listed while folders go: " + goneMeanwhile);
        }
    }
}
