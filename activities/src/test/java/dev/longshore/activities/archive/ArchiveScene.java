package dev.longshore.activities.archive;

import dev.longshore.activities.servers.TestServers;
import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.NewFile;
import dev.longshore.ledger.NewJob;
import dev.longshore.storage.AdaptiveGate;
import dev.longshore.storage.Deadlines;
import dev.longshore.storage.StoreSettings;
import dev.longshore.storage.StoreTerms;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.archive.EntryNames;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets of its own, a line to the store that can be spoiled, jobs in the ledger, and takers. */
final class ArchiveScene implements AutoCloseable {

    static final int MIB = 1024 * 1024;
    static final int PART = 5 * MIB;

    private final TestServers servers;
    private final TestServers.Place place;
    private final String sources = "sources-" + UUID.randomUUID();
    private final String target = "target-" + UUID.randomUUID();
    private final CountingProxy line;
    private final S3Client s3;
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final List<Runnable> closers = new ArrayList<>();
    private UploadLimits limits = UploadLimits.usual();

    ArchiveScene(TestServers servers) {
        this(servers, servers.place());
    }

    /** At another store. */
    ArchiveScene(TestServers servers, TestServers.Place place) {
        this.servers = servers;
        this.place = place;
        line = CountingProxy.before(place.endpoint());
        s3 = place.client();
        s3.createBucket(b -> b.bucket(sources));
        s3.createBucket(b -> b.bucket(target));
    }

    /** Two parts at once; all bytes pass through the worker. */
    static ZipArchiveProperties properties() {
        return properties(2, false, true);
    }

    private static ZipArchiveProperties properties(int partsAtOnce, boolean copyInStore, boolean nativeDeflater) {
        return new ZipArchiveProperties(
                DataSize.ofMegabytes(5),
                DataSize.ofMegabytes(25),
                partsAtOnce,
                DataSize.ofMegabytes(16),
                100,
                copyInStore,
                nativeDeflater,
                null);
    }

    /** As if an upload took no more; for takers that are made afterwards. */
    void limit(int parts, long copied) {
        limits = new UploadLimits(parts, copied);
    }

    /** Several parts and reads at once. */
    Taker taker() {
        return taker(properties());
    }

    Taker taker(ZipArchiveProperties properties) {
        return taker(properties, AdaptiveGate.MOST);
    }

    private Taker taker(ZipArchiveProperties properties, int requestsAtOnce) {
        return kept(new Taker(ledger(), stores(line.endpoint(), deadlines(), requestsAtOnce), properties, limits));
    }

    Taker takerTelling(NoticeQueue notices) {
        return takerTelling(notices, properties());
    }

    Taker takerTelling(NoticeQueue notices, ZipArchiveProperties properties) {
        return kept(new Taker(ledger(), stores(line.endpoint(), deadlines()), properties, limits, notices));
    }

    private Taker kept(Taker taker) {
        closers.add(taker::close);
        return taker;
    }

    /** One thing at a time, in order. */
    Taker slowTaker() {
        return taker(properties(1, false, true), 1);
    }

    /** Two parts at once, which read one after the other. */
    Taker takerReadingOneByOne() {
        return taker(properties(), 1);
    }

    /** Has the store copy what is large enough. */
    Taker copyingTaker() {
        return taker(properties(2, true, true));
    }

    /** One thing at a time, in order; deflates with what the JDK has. */
    Taker plainTaker() {
        return taker(properties(1, false, false), 1);
    }

    Taker takerWith(Deadlines deadlines) {
        return kept(new Taker(ledger(), stores(line.endpoint(), deadlines), properties(), limits));
    }

    /** An object with content that depends on its key and size alone; its address. */
    String put(String key, int size) {
        return put(key, Content.of(key, size));
    }

    /** As a client puts it that says the checksum in a header, such as boto3; the store keeps it then. */
    String putWithChecksum(String key, int size) {
        return putWithChecksum(key, Content.of(key, size));
    }

    String putWithChecksum(String key, byte[] content) {
        s3.putObject(
                b -> b.bucket(sources).key(key).checksumCRC32(Content.crc32Of(content)),
                RequestBody.fromBytes(content));
        contents.put(key, content);
        return addressOf(key);
    }

    /** A line to the same store, whose abilities are known there too if they are known here. */
    CountingProxy anotherLine() {
        CountingProxy another = CountingProxy.before(servers.s3().endpoint());
        ledger().probedStores()
                .find("", line.endpoint().toString())
                .ifPresent(known ->
                        ledger().probedStores().note("", another.endpoint().toString(), known.abilities()));
        return another;
    }

    /** One thing at a time, in order, with copies inside the store. To be closed by the caller. */
    Taker orderlyTaker(CountingProxy own) {
        return new Taker(ledger(), stores(own.endpoint(), deadlines(), 1), properties(1, true, true), limits);
    }

    /** As if the store had been asked what it can do. */
    void noteAbilities(String json) {
        ledger().probedStores().note("", line.endpoint().toString(), json);
    }

    String put(String key, byte[] content) {
        s3.putObject(b -> b.bucket(sources).key(key), RequestBody.fromBytes(content));
        contents.put(key, content);
        return addressOf(key);
    }

    /** Puts it once more, into this storage class. */
    void archive(String key, String storageClass) {
        s3.putObject(b -> b.bucket(sources).key(key).storageClass(storageClass), RequestBody.fromBytes(contentOf(key)));
    }

    void putAs(String contentType, String key) {
        s3.putObject(b -> b.bucket(sources).key(key).contentType(contentType), RequestBody.fromBytes(contentOf(key)));
    }

    void remove(String key) {
        s3.deleteObject(b -> b.bucket(sources).key(key));
        contents.remove(key);
    }

    byte[] contentOf(String key) {
        return Objects.requireNonNull(contents.get(key)).clone();
    }

    String addressOf(String key) {
        return "s3://" + sources + "/" + key;
    }

    /** A run of a new job that packs these objects under their base names. */
    Run aRunOf(String... keys) {
        return aRun(new Wish(), keys);
    }

    Run aRun(Wish wish, String... keys) {
        return aRunOf(wish, Arrays.stream(keys).map(key -> aFile(key, null)).toList());
    }

    NewFile aFile(String key, @Nullable String destination) {
        return new NewFile(addressOf(key), EntryNames.of(key, destination), null, null);
    }

    Run aRunOf(Wish wish, List<NewFile> files) {
        String id = "archive:" + UUID.randomUUID();
        NewJob job = new NewJob(id, "archive", wish.json(this), "hash", null, "somebody", wish.from() == null);
        ledger().jobs().accept(job, rows -> files.forEach(rows));
        return nextRunOf(id);
    }

    /** Of a job that takes the place of an earlier one with this id, as old as that one. */
    Run aRunInsteadOf(String id, Wish wish, List<NewFile> files) throws SQLException {
        for (String table : List.of("archive_leftover", "archive_stage", "archive_part", "archive_plan", "job_file")) {
            servers.asOwner("DELETE FROM longshore.%s WHERE job_id = '%s'".formatted(table, id));
        }
        servers.asOwner("DELETE FROM longshore.job WHERE id = '%s'".formatted(id));
        NewJob job = new NewJob(id, "archive", wish.json(this), "hash", null, "somebody", true);
        ledger().jobs().accept(job, rows -> files.forEach(rows));
        servers.asOwner("UPDATE longshore.job SET created_at = '2026-01-02 03:04:06Z' WHERE id = '%s'".formatted(id));
        return nextRunOf(id);
    }

    Run aRunFrom(String prefix) {
        return aRunOf(new Wish().from(prefix), List.of());
    }

    Run nextRunOf(String jobId) {
        return new Run(jobId, ledger().jobs().takeEpoch(jobId).orElseThrow());
    }

    Play play(Taker taker, Run run) {
        return new Play(taker, ledger(), run);
    }

    Ending toTheEnd(Run run) {
        return play(taker(), run).toTheEnd();
    }

    String targetAddress(String key) {
        return "s3://" + target + "/" + key;
    }

    void putTarget(String key, byte[] content) {
        s3.putObject(b -> b.bucket(target).key(key), RequestBody.fromBytes(content));
    }

    void removeTarget(String key) {
        s3.deleteObject(b -> b.bucket(target).key(key));
    }

    List<String> targets() {
        return s3.listObjectsV2(b -> b.bucket(target)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    List<String> uploadsLeft() {
        return s3.listMultipartUploads(b -> b.bucket(target)).uploads().stream()
                .map(MultipartUpload::uploadId)
                .toList();
    }

    void abort(@Nullable String uploadId) {
        s3.listMultipartUploads(b -> b.bucket(target)).uploads().stream()
                .filter(upload -> upload.uploadId().equals(uploadId))
                .forEach(upload -> s3.abortMultipartUpload(
                        b -> b.bucket(target).key(upload.key()).uploadId(upload.uploadId())));
    }

    void putPart(String uploadId, int number, byte[] content) {
        s3.uploadPart(
                b -> b.bucket(target).key("a.zip").uploadId(uploadId).partNumber(number),
                RequestBody.fromBytes(content));
    }

    Archive archive() {
        return archive("a.zip");
    }

    Archive archive(String key) {
        return new Archive(s3.getObjectAsBytes(b -> b.bucket(target).key(key)).asByteArray());
    }

    /** Written there, for what does not fit into memory, or for readers that want a file. */
    Path archive(Path file) {
        s3.getObject(b -> b.bucket(target).key("a.zip"), file);
        return file;
    }

    CountingProxy line() {
        return line;
    }

    /** The numbers of the parts that were sent since the line was told to forget, in their order, also in vain. */
    List<Integer> sentParts() {
        return line.exchanges().stream()
                .map(PassedExchange::request)
                .filter(Requests::isPart)
                .map(request -> Integer.valueOf(request.query().get("partNumber")))
                .toList();
    }

    boolean isReading(PassedRequest request) {
        return request.method().equals("GET") && request.path().startsWith("/" + sources + "/");
    }

    /** Spoils what is of this kind, until the line is told otherwise. */
    void spoil(Predicate<PassedRequest> which, Fault fault) {
        line.spoil(request -> which.test(request) ? fault : new Fault.None());
    }

    Ledger ledger() {
        return servers.ledger();
    }

    TestServers servers() {
        return servers;
    }

    Job job(Run run) {
        return ledger().jobs().find(run.jobId()).orElseThrow();
    }

    List<JobFile> files(Run run) {
        return ledger().lists().list(run.jobId(), new FileQuery(null, -1, 10_000));
    }

    void breakTheHandleOf(Run run, long ordinal) throws SQLException {
        servers.asOwner("UPDATE longshore.job_file SET handle = '{}' WHERE job_id = '%s' AND ordinal = %d"
                .formatted(run.jobId(), ordinal));
    }

    /** As if the store had been asked for missing parts an hour ago. */
    void anHourPassesFor(Run run) throws SQLException {
        servers.asOwner("UPDATE longshore.archive_part SET missed_at = missed_at - interval '1 hour' WHERE job_id = '"
                + run.jobId() + "'");
    }

    void forgetWhatWasCountedFor(Run run) throws SQLException {
        servers.asOwner("UPDATE longshore.archive_plan SET estimate = NULL WHERE job_id = '" + run.jobId() + "'");
    }

    Stream<String> names(Run run) {
        return files(run).stream().map(JobFile::target);
    }

    static Deadlines deadlines() {
        return new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30), 64 * 1024, 1);
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
        s3.close();
        line.close();
    }

    private Stores stores(URI endpoint, Deadlines deadlines) {
        return stores(endpoint, deadlines, AdaptiveGate.MOST);
    }

    private Stores stores(URI endpoint, Deadlines deadlines, int requestsAtOnce) {
        Stores stores = new Stores(
                List.of(new StoreSettings(
                        "",
                        endpoint,
                        "us-east-1",
                        true,
                        place.checksums(),
                        place.keys(),
                        Map.of(),
                        true,
                        StoreTerms.none(),
                        requestsAtOnce)),
                deadlines);
        closers.add(stores::close);
        return stores;
    }
}
