package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.RequestKind.COMPLETE;
import static dev.longshore.activities.archive.RequestKind.COPY;
import static dev.longshore.activities.archive.RequestKind.CREATE;
import static dev.longshore.activities.archive.RequestKind.DELETE;
import static dev.longshore.activities.archive.RequestKind.GET;
import static dev.longshore.activities.archive.RequestKind.HEAD;
import static dev.longshore.activities.archive.RequestKind.LIST;
import static dev.longshore.activities.archive.RequestKind.PUT;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.NewStage;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.zip.EqualPieces;
import dev.longshore.storage.zip.PartKind;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.PlannedPart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what the builders of parts will ask of stores, while the entries of a plan pass in their order: with nobody who
 * vanishes, no store that is tried again, and no two of them that have to read the same.
 */
final class PlanEstimate {

    private final ArchivePlan plan;
    private final StoreAbilities abilities;
    private final long bufferLimit;
    private final RequestCounts requests = new RequestCounts();
    private final Map<PartKind, Integer> kinds = new EnumMap<>(PartKind.class);
    private int stages;
    private long bytesRead;
    private long bytesSent;
    private long bytesCopied;
    private long listed;
    private long entries;
    private final HeaderSample sample;
    /** In their order, from the one in which the next entry begins. */
    private final Deque<PlannedPart> parts = new ArrayDeque<>();

    /** Of whose parts not all are known. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(PlacedEntry entry, boolean isKnown) {}

    /**
     * Counts what passes.
     *
     * @param bufferLimit parts above it are read twice where they hold headers
     */
    PlanEstimate(ArchivePlan plan, long bufferLimit) {
        this.plan = plan;
        this.abilities = TargetAbilities.of(plan.abilities());
        this.bufferLimit = bufferLimit;
        this.sample = new HeaderSample(plan.entries());
    }

    /** All parts and all entries have passed. */
    PlanFigures figures(RequestCounts beside) {
        for (RequestKind kind : RequestKind.values()) {
            requests.add(kind, beside.of(kind));
        }
        return new PlanFigures(plan, kinds, stages, requests, bytesRead, bytesSent, bytesCopied);
    }

    /** How a file was found: by a listing, or by itself. */
    void addInspection(boolean isListed) {
        listed += isListed ? 1 : 0;
        entries++;
        requests.add(HEAD, isListed ? 0 : 1);
    }

    /** Listings of files that were named, if they lie together; so many are looked for at a time. */
    long listsOfNamed(int atOnce) {
        return (listed + atOnce - 1) / atOnce;
    }

    /** Takes the next part; it may come before its entries or after. */
    void add(PlannedPart part) {
        parts.add(part);
        addWritesOf(part);
        while (!waiting.isEmpty() && waiting.element().entry().end() <= endOf(part)) {
            Waiting next = waiting.remove();
            count(next.entry(), next.isKnown());
        }
    }

    /**
     * Takes the next entry.
     *
     * @param isKnown whether its source's store says its CRC-32
     */
    void add(PlacedEntry entry, boolean isKnown) {
        if (!waiting.isEmpty() || parts.isEmpty() || endOf(parts.getLast()) < entry.end()) {
            waiting.add(new Waiting(entry, isKnown));
        } else {
            count(entry, isKnown);
        }
    }

    private void count(PlacedEntry entry, boolean isKnown) {
        while (endOf(parts.element()) <= entry.headerOffset()) {
            parts.remove();
        }
        boolean isCopied = false;
        boolean hasHeaderInFront = parts.element().kind() != PartKind.DIRECTORY;
        long behind = 0;
        for (PlannedPart part : parts) {
            if (part.offset() >= entry.end()) {
                break;
            }
            long copied = overlap(entry, part.offset(), part.offset() + part.copied());
            long read = overlap(entry, part.offset() + part.copied(), endOf(part));
            isCopied |= copied > 0;
            if (copied > 0 && !isKnown && !abilities.tellsChecksumsOfCopies()) {
                addReading(1, copied);
            }
            if (read > 0) {
                addReading(readingsOf(part), read);
            }
            behind += part.kind() == PartKind.DIRECTORY ? read : 0;
        }
        if (behind > 0 && hasHeaderInFront && !isKnown) {
            addReading(1, behind); // the header is needed before the part with these bytes is built
        }
        requests.add(GET, sample.takesNext(isCopied) ? 1 : 0); // the proof of headers
    }

    /** Of each a temporary object is made, which is copied and removed. */
    void add(List<NewStage> all, UploadLimits limits) {
        stages += all.size();
        for (NewStage stage : all) {
            List.of(CREATE, COMPLETE, HEAD, DELETE).forEach(kind -> requests.add(kind, 1));
            addCopies(new EqualPieces(stage.size(), limits.copied()).count());
            bytesCopied += stage.size();
        }
    }

    private void addCopies(long copies) {
        requests.add(COPY, copies);
        requests.add(HEAD, abilities.refusesChangedCopies() ? 0 : copies);
    }

    private void addWritesOf(PlannedPart part) {
        kinds.merge(part.kind(), 1, Integer::sum);
        addCopies(part.kind() == PartKind.GLUED ? 2 : part.copied() > 0 ? 1 : 0);
        if (part.copied() < part.size()) {
            requests.add(PUT, 1);
        }
        if (part.kind() == PartKind.GLUED) {
            List.of(CREATE, COMPLETE, HEAD, DELETE).forEach(kind -> requests.add(kind, 1));
            bytesCopied += part.size();
        }
        bytesSent += part.size() - part.copied();
        bytesCopied += part.copied();
    }

    private void addReading(int times, long bytes) {
        requests.add(GET, times);
        bytesRead += times * bytes;
    }

    /** A part with headers is read first, for their checksums; what does not stay in memory is read anew to be sent. */
    private int readingsOf(PlannedPart part) {
        return part.kind() == PartKind.BODY || part.size() - part.copied() <= bufferLimit ? 1 : 2;
    }

    private static long overlap(PlacedEntry entry, long from, long to) {
        return Math.max(0, Math.min(entry.end(), to) - Math.max(entry.dataOffset(), from));
    }

    private static long endOf(PlannedPart part) {
        return part.offset() + part.size();
    }

    /** How often a store that keeps the checksums of parts is asked for some of them, before uploads are completed. */
    static long listsOfParts(ArchivePlan plan, List<NewStage> stages) {
        return stages.isEmpty()
                ? pagesOf(plan.parts())
                : stages.stream()
                        .mapToLong(stage -> pagesOf(stage.lastPart() - stage.firstPart() + 1L))
                        .sum();
    }

    /**
     * What is asked once for an archive, or once for some files or parts of it.
     *
     * @param lists of sources, and of parts that are held
     */
    RequestCounts aroundTheParts(ArchiveOrder order, Job job, long lists) {
        RequestCounts requests = new RequestCounts();
        boolean mayReplace = order.replaces();
        requests.add(HEAD, order.from() == null ? job.files().total() - entries : 0); // those that are missing
        requests.add(HEAD, mayReplace ? 0 : 2); // before it is planned, and before it is completed
        requests.add(CREATE, 1);
        requests.add(LIST, lists);
        requests.add(COMPLETE, 1);
        requests.add(HEAD, 1);
        requests.add(GET, 1); // the proof of the directory
        requests.add(DELETE, 1);
        requests.add(LIST, Temporaries.mayBeOf(job, order) ? 3 : 1); // what may be left of uploads
        return requests;
    }

    static long pagesOf(long items) {
        return Math.max(1, (items + 999) / 1000);
    }
}
