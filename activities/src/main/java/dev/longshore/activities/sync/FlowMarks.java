package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncFlows;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.ReadContent;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.Stores;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.UploadTarget;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows folders and buckets again by a mark in each, so that an empty mount point or another bucket is not taken for the
 * flow's; and holds the folder's mark locked, so that no other process works in the same folder.
 */
final class FlowMarks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowMarks.class);
    private static final String MARK = Names.OWN + "flow";

    private static final int LONGEST = 100;

    private final SyncFlows flows;
    private final SyncTools tools;
    private final Map<Path, FolderLock> locks = new ConcurrentHashMap<>();
    private volatile boolean isClosed;
    private volatile Instant announcedAt = Instant.MAX;

    FlowMarks(SyncTools tools) {
        this.tools = tools;
        this.flows = tools.ledger().syncFlows();
    }

    /**
     * Throws a failure that says what is wrong, and that the flow waits until it is right again.
     *
     * @return the flow with the mark that its folder carries now
     */
    SyncFlow require(Flow flow, SyncFlow known) {
        requireAnnounced(flow, known);
        SyncFlow marked = known.withFolderMark(requiredMark(flow, known));
        requirePlace(flow, known);
        return marked;
    }

    /**
     * As {@link #require}, for who only looks: nothing is written and nothing locked, and what carries no mark yet is taken for
     * the right one.
     */
    void requireSame(Flow flow, SyncFlow known) {
        if (known.folderMark() != null) {
            requireFolderStill(flow, known);
        } else if (!Files.isDirectory(flow.folder())) {
            throw INVALID_REQUEST.because("folder " + flow.folder() + " of flow " + flow.name()
                    + " is not there; who starts the flow makes it");
        }
        requireMark(tools.stores(), flow, known.placeMark());
    }

    /** That the folder of a flow that was opened is the same still, as it was when these words of the ledger were read. */
    static void requireFolderStill(Flow flow, SyncFlow known) {
        try {
            requireMark(flow, Objects.requireNonNull(known.folderMark(), "a flow that was opened has a mark"));
        } catch (IOException failed) {
            throw UNAVAILABLE.because("folder " + flow.folder() + ": " + failed, failed);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        locks.values().forEach(FolderLock::close);
    }

    /** The flows of this process are those that it announced so late. */
    void announced(List<SyncFlow> all) {
        all.forEach(each -> announcedAt = each.announcedAt());
    }

    /** Why this process does nothing for a flow that it has no settings of. */
    ApplicationFailure unknown(String host, String flow) {
        boolean isOfAnother = flows.find(host, flow)
                .filter(there -> there.announcedAt().isAfter(announcedAt))
                .isPresent();
        return isOfAnother
                ? UNAVAILABLE.because("another worker of host " + host + " was started later and has settings for flow "
                        + flow + "; this one has none, and leaves the flow to it")
                : INVALID_REQUEST.because(
                        "host " + host + " has no flow " + flow + " in its settings any more (longshore.sync.flows)");
    }

    /** Marks and files that are known belong to what was announced last. */
    private static void requireAnnounced(Flow flow, SyncFlow known) {
        if (!flow.isAnnouncedAs(known)) {
            throw otherSettings(flow);
        }
    }

    private static ApplicationFailure otherSettings(Flow flow) {
        return UNAVAILABLE.because(
                "another worker of host " + flow.host() + " was started later and has other settings for flow "
                        + flow.name() + "; this one leaves the flow to it (if that one is wrong, restart this one)");
    }

    private String requiredMark(Flow flow, SyncFlow known) {
        try {
            String mark = known.folderMark() == null ? marked(flow, known) : known.folderMark();
            requireMark(flow, mark);
            lock(flow.folder());
            return mark;
        } catch (IOException failed) {
            throw UNAVAILABLE.because("folder " + flow.folder() + ": " + failed, failed);
        }
    }

    /** By one alone, who holds the folder: two marks would be one too many. */
    private String marked(Flow flow, SyncFlow known) throws IOException {
        Files.createDirectories(flow.folder());
        synchronized (lockOf(flow.folder())) {
            lock(flow.folder());
            Optional<String> there = read(flow.folder());
            return flows.markFolder(known, there.isPresent() ? there.get() : written(flow.folder()))
                    .orElseThrow(() -> otherSettings(flow));
        }
    }

    private static void requireMark(Flow flow, String mark) throws IOException {
        if (!read(flow.folder()).equals(Optional.of(mark))) {
            throw UNAVAILABLE.because("folder " + flow.folder() + " is not the one that flow " + flow.name()
                    + " knows: is it mounted? If it is another on purpose: longshore sync approve --flow "
                    + flow.name());
        }
    }

    /** Takes the folder for this process if nobody has it. One without a mark is nobody's, nor one that is away. */
    Holder holderOf(Path folder) {
        try {
            if (read(folder).isEmpty()) {
                return Holder.NOBODY;
            }
            return isLocked(folder) ? Holder.THIS : Holder.ANOTHER;
        } catch (IOException away) {
            LOG.debug("{} cannot be looked at", folder, away);
            return Holder.NOBODY;
        }
    }

    /** Which process works in a folder. */
    enum Holder {
        NOBODY,
        THIS,
        ANOTHER
    }

    private void lock(Path folder) throws IOException {
        if (!isLocked(folder)) {
            throw UNAVAILABLE.because("folder " + folder + ": another worker moves its files; this one waits");
        }
    }

    /** By this process, from now on or already. */
    private boolean isLocked(Path folder) throws IOException {
        FolderLock lock = lockOf(folder);
        boolean isHeld = !isClosed && lock.isHeld();
        if (isClosed) {
            lock.close(); // which may have come before
        }
        return isHeld && !isClosed;
    }

    private FolderLock lockOf(Path folder) {
        return locks.computeIfAbsent(folder, FolderLock::new);
    }

    private static Optional<String> read(Path folder) throws IOException {
        Path mark = folder.resolve(MARK);
        if (!Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(mark, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII))
                    .filter(text -> !text.isEmpty());
        }
    }

    private static String written(Path folder) throws IOException {
        String mark = UUID.randomUUID().toString();
        Files.writeString(
                folder.resolve(MARK),
                mark,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        return mark;
    }

    /** That the store answers, and that the place of a flow that was opened is the same still. */
    static void requirePlaceStill(SyncTools tools, Flow flow) {
        SyncFlow known =
                tools.ledger().syncFlows().find(flow.host(), flow.name()).orElseThrow();
        requireMark(tools.stores(), flow, known.placeMark());
    }

    private void requirePlace(Flow flow, SyncFlow known) {
        ObjectAddress address = markOf(flow);
        S3Store store = tools.stores().of(address, Right.READ);
        String mark = known.placeMark();
        if (mark == null) {
            String there = read(store, address).orElseGet(() -> written(address));
            mark = flows.markPlace(known, there).orElseThrow(() -> otherSettings(flow));
        }
        requireMark(tools.stores(), flow, mark);
    }

    private static void requireMark(Stores stores, Flow flow, @Nullable String mark) {
        ObjectAddress address = markOf(flow);
        S3Store store = stores.of(address, Right.READ);
        if (mark != null && !holds(store, address, mark)) {
            throw UNAVAILABLE.because(flow.place() + " is not the place that flow " + flow.name()
                    + " knows: is it the right bucket? If it is another on purpose: longshore sync approve --flow "
                    + flow.name());
        }
    }

    private static ObjectAddress markOf(Flow flow) {
        return flow.place().withKey(flow.place().key() + MARK);
    }

    /** By the ETag of its head, so that the mark is not read each time; where that is no MD5, it is read. */
    private static boolean holds(S3Store store, ObjectAddress address, String mark) {
        byte[] content = mark.getBytes(StandardCharsets.US_ASCII);
        return store.facts(address)
                .filter(there -> there.size() == content.length)
                .flatMap(there -> store.proofOf(there.pin(), ReadContent.of(content), read -> {}))
                .isPresent();
    }

    private static Optional<String> read(S3Store store, ObjectAddress address) {
        Optional<ObjectFacts> facts = store.facts(address);
        if (facts.isEmpty() || facts.get().size() > LONGEST) {
            return Optional.empty();
        }
        try (InputStream in =
                store.source(facts.get().pin()).open(0, facts.get().size())) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String written(ObjectAddress address) {
        S3Store store = tools.stores().of(address, Right.WRITE);
        String mark = UUID.randomUUID().toString();
        UploadTarget target = new UploadTarget(address, "mark", ObjectMetadata.of("text/plain"));
        try {
            store.put(target, PartBody.of(mark.getBytes(StandardCharsets.US_ASCII)), IfExists.FAIL, moved -> {});
            return mark;
        } catch (TargetExistsException other) {
            return read(store, address).orElseThrow(() -> other);
        }
    }
}
