package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.activities.servers.TestServers;
import dev.longshore.activities.sync.MinioSyncProperties.FlowProperties;
import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.storage.AdaptiveGate;
import dev.longshore.storage.ChecksumMode;
import dev.longshore.storage.Deadlines;
import dev.longshore.storage.StoreSettings;
import dev.longshore.storage.StoreTerms;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.sync.FoundWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A folder and a bucket of its own, the line between them that can be spoiled, and takers that move files. */
final class SyncScene implements AutoCloseable {

    static final int PART = 5 * 1024 * 1024;

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final TestServers servers;
    private final TestServers.Place place;
    private final String host = "host-" + UUID.randomUUID();
    private final String bucket = "sync-" + UUID.randomUUID();
    private final Path root;
    private final CountingProxy line;
    private final S3Client s3;
    private final List<Runnable> closers = new ArrayList<>();
    private @Nullable Duration maxAge;
    private List<String> exclude = List.of();

    /** On a store that is known to keep to conditions, so that nobody asks it. */
    SyncScene(TestServers servers) {
        this(servers, servers.place());
        noteConditions(true);
    }

    SyncScene(TestServers servers, TestServers.Place place) {
        this.servers = servers;
        this.place = place;
        line = CountingProxy.before(place.endpoint());
        s3 = place.client();
        s3.createBucket(b -> b.bucket(bucket));
        try {
            root = Files.createTempDirectory("longshore-sync-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if the store had been found to keep to conditions, or not to. */
    void noteConditions(boolean keepsTo) {
        String found = "{\"refusesToPutOver\": %s, \"refusesToDeleteOthers\": %s}".formatted(keepsTo, keepsTo);
        ledger().probedStores().note("", line.endpoint().toString(), found);
    }

    /** In which files get too old. */
    void expireAfter(@Nullable Duration age) {
        maxAge = age;
    }

    void exclude(String... globs) {
        exclude = List.of(globs);
    }

    /** Of two flows, {@code in} and {@code out}; files need not stand still. */
    MinioSyncProperties properties(boolean deletesSource) {
        return new MinioSyncProperties(
                host,
                root.toString(),
                "s3://" + bucket,
                INTERVAL,
                Duration.ZERO,
                Duration.ofMinutes(10),
                1000,
                DataSize.ofGigabytes(1),
                4,
                DataSize.ofBytes(PART),
                maxAge,
                Duration.ofHours(1),
                50,
                List.of(flow("in", "down", deletesSource), flow("out", "up", deletesSource)));
    }

    private FlowProperties flow(String name, String direction, boolean deletesSource) {
        return new FlowProperties(name, direction, null, null, deletesSource, List.of(), exclude, null, null);
    }

    SyncTaker taker() {
        return taker(properties(true), null);
    }

    /** Whose mover is another. */
    SyncTaker taker(UnaryOperator<Mover> wrapping) {
        return taker(properties(true), wrapping);
    }

    /** That keeps to these rules. */
    SyncTaker taker(SyncRulesProperties rules, @Nullable UnaryOperator<Mover> wrapping) {
        SyncTaker taker = new SyncTaker(ledger(), stores(), properties(true), rules, wrapping);
        closers.add(taker::close);
        return taker;
    }

    SyncTaker taker(MinioSyncProperties properties, @Nullable UnaryOperator<Mover> wrapping) {
        SyncTaker taker = new SyncTaker(ledger(), stores(), properties, wrapping);
        closers.add(taker::close);
        return taker;
    }

    Stores stores() {
        StoreSettings settings = new StoreSettings(
                "",
                line.endpoint(),
                "us-east-1",
                true,
                ChecksumMode.WHEN_SUPPORTED,
                place.keys(),
                Map.of(),
                true,
                StoreTerms.none(),
                AdaptiveGate.MOST);
        Duration moment = Duration.ofSeconds(5);
        return new Stores(List.of(settings), new Deadlines(moment, moment.multipliedBy(4), moment, 64 * 1024, 1));
    }

    /** A run of the flow that ends once nothing waits any more. */
    Run start(SyncTaker taker, String flow) {
        taker.announce();
        SyncFlow known = known(flow);
        String request = "{\"host\":\"%s\",\"flow\":\"%s\",\"once\":true}".formatted(host, flow);
        assertThat(ledger().syncFlows().start(known, request, "somebody")).isTrue();
        Run run =
                new Run(known.jobId(), ledger().jobs().takeEpoch(known.jobId()).orElseThrow());
        control().begin(run);
        return run;
    }

    /** Plays the flow until nothing waits any more. */
    void play(SyncTaker taker, String flow) {
        Run run = start(taker, flow);
        taker.steps().open(run);
        goOn(taker, run);
    }

    /** As the workflow does it from where it waits for files. */
    void goOn(SyncTaker taker, Run run) {
        FoundWork work = taker.steps().awaitWork(run);
        while (!work.over()) {
            if (work.jobId() != null) {
                move(taker, begun(work));
            }
            work = taker.steps().awaitWork(run);
        }
        end(run);
    }

    /** The next pass of a flow, begun. */
    Run pass(SyncTaker taker, Run flow) {
        taker.steps().open(flow);
        FoundWork work = taker.steps().awaitWork(flow);
        assertThat(work.jobId()).as("%s", work).isNotNull();
        return begun(work);
    }

    private Run begun(FoundWork work) {
        String id = Objects.requireNonNull(work.jobId());
        Run pass = new Run(id, work.epoch());
        control().begin(pass);
        return pass;
    }

    /** All of a pass, and to its end. */
    void move(SyncTaker taker, Run pass) {
        assertThat(taker.steps().move(pass, 0, 10_000)).isZero();
        end(pass);
    }

    void end(Run run) {
        control().close(run, Ending.done("{}"));
    }

    /** Whatever is left of it is left. */
    void cancel(Run run) {
        control().close(run, Ending.cancelled());
    }

    private JobActivitiesImpl control() {
        return new JobActivitiesImpl(ledger().runs());
    }

    Ledger ledger() {
        return servers.ledger();
    }

    String host() {
        return host;
    }

    SyncFlow known(String flow) {
        return ledger().syncFlows().find(host, flow).orElseThrow();
    }

    List<SyncFile> life(String flow, String path) {
        return ledger().syncFiles().lifeOf(known(flow).id(), path);
    }

    CountingProxy line() {
        return line;
    }

    /** Spoils what is of this kind, until the line is told otherwise. */
    void spoil(Predicate<PassedRequest> which, Fault fault) {
        line.spoil(request -> which.test(request) ? fault : new Fault.None());
    }

    void mend() {
        line.spoil(request -> new Fault.None());
        line.forget();
    }

    /** Whether it is about this object. */
    boolean isOf(PassedRequest request, String method, String key) {
        return request.method().equals(method) && request.path().equals("/" + bucket + "/" + key);
    }

    List<PassedExchange> exchanges(String method, String key) {
        return line.exchanges().stream()
                .filter(passed -> isOf(passed.request(), method, key))
                .toList();
    }

    Path file(String path) {
        return root.resolve(path);
    }

    Path write(String path, byte[] content) {
        try {
            Path file = file(path);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another file under the name, at once, as an editor does it. */
    void replace(String path, byte[] content) {
        try {
            Path made = write(path + "-new", content);
            Files.move(made, file(path), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String key, byte[] content) {
        s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    void putInParts(String key, byte[]... parts) {
        String upload = s3.createMultipartUpload(b -> b.bucket(bucket).key(key)).uploadId();
        List<CompletedPart> sent = new ArrayList<>();
        for (byte[] part : parts) {
            int number = sent.size() + 1;
            String etag = s3.uploadPart(
                            b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                            RequestBody.fromBytes(part))
                    .eTag();
            sent.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        s3.completeMultipartUpload(
                b -> b.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(sent)));
    }

    void remove(String key) {
        s3.deleteObject(b -> b.bucket(bucket).key(key));
    }

    Map<String, String> metadata(String key) {
        return s3.headObject(b -> b.bucket(bucket).key(key)).metadata();
    }

    /** In milliseconds since 1970. */
    long modified(String key) {
        return s3.listObjectsV2(b -> b.bucket(bucket).prefix(key))
                .contents()
                .get(0)
                .lastModified()
                .toEpochMilli();
    }

    byte[] object(String key) {
        return s3.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asByteArray();
    }

    /** All objects but Longshore's own. */
    Map<String, byte[]> objects() {
        Map<String, byte[]> objects = new TreeMap<>();
        s3.listObjectsV2Paginator(b -> b.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .filter(key -> !key.contains(Names.OWN))
                .forEach(key -> objects.put(key, object(key)));
        return objects;
    }

    /** Of now on what is replaced or deleted stays as an older version. */
    void keepVersions() {
        s3.putBucketVersioning(b ->
                b.bucket(bucket).versioningConfiguration(keeping -> keeping.status(BucketVersioningStatus.ENABLED)));
    }

    /** How many contents the bucket has under the key, the older ones too. */
    int versions(String key) {
        return (int) s3.listObjectVersions(b -> b.bucket(bucket).prefix(key)).versions().stream()
                .filter(version -> version.key().equals(key))
                .count();
    }

    /** Also those that are kept aside. */
    List<String> keysAside() {
        return s3.listObjectsV2(b -> b.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .filter(key -> key.contains(Names.OWN + "trash/"))
                .toList();
    }

    /** As if so much time had passed since its receipts. */
    void age(String flow, String interval) {
        try {
            servers.asOwner("UPDATE longshore.sync_file SET verified_at = verified_at - interval '" + interval
                    + "' WHERE flow_id = " + known(flow).id());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> uploadsLeft() {
        return s3.listMultipartUploads(b -> b.bucket(bucket)).uploads().stream()
                .map(upload -> upload.key())
                .toList();
    }

    /** All files but Longshore's marks; also what lies aside or was never finished. */
    Map<String, byte[]> files() {
        return SceneFiles.below(root);
    }

    static byte[] bytes(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        closers.forEach(Runnable::run);
        line.close();
        s3.close();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
