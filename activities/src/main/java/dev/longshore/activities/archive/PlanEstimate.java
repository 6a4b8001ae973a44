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
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.zip.PartKind;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.PlannedPart;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what the builders of parts will ask of stores, while the entries of a plan pass in their order: with nobody who
 * vanishes, no store that is tried again, and no two of them that have to read the same.
 */
final class PlanEstimate {

    private final ArchivePlan plan;
    private final List<PlannedPart> parts;
    private final StoreAbilities abilities;
    private final long bufferLimit;
    private final RequestCounts requests = new RequestCounts();
    private final Map<PartKind, Integer> kinds = new EnumMap<>(PartKind.class);
    private long bytesRead;
    private long bytesSent;
    private long bytesCopied;
    private final HeaderSample sample;
    private int reached;

    /**
     * Counts the parts; their entries are still to pass.
     *
     * @param parts of the plan, in their order
     * @param bufferLimit parts above it are read twice where they hold headers
     */
    PlanEstimate(ArchivePlan plan, List<PlannedPart> parts, long bufferLimit) {
        this.plan = plan;
        this.parts = parts;
        this.abilities = TargetAbilities.of(plan.abilities());
        this.bufferLimit = bufferLimit;
        this.sample = new HeaderSample(plan.entries());
        parts.forEach(this::addWritesOf);
    }

    PlanFigures figures(RequestCounts beside) {
        for (RequestKind kind : RequestKind.values()) {
            requests.add(kind, beside.of(kind));
        }
        return new PlanFigures(plan, kinds, requests, bytesRead, bytesSent, bytesCopied);
    }

    /** Of a file that was listed, for a list does not say its checksum. */
    void addInspection() {
        requests.add(HEAD, 1);
    }

    /**
     * Takes the next entry.
     *
     * @param isKnown whether its source's store says its CRC-32
     */
    void add(PlacedEntry entry, boolean isKnown) {
        while (endOf(parts.get(reached)) <= entry.headerOffset()) {
            reached++;
        }
        boolean isCopied = false;
        boolean hasHeaderInFront = parts.get(reached).kind() != PartKind.DIRECTORY;
        long behind = 0;
        for (int i = reached; i < parts.size() && parts.get(i).offset() < entry.end(); i++) {
            PlannedPart part = parts.get(i);
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

    private void addWritesOf(PlannedPart part) {
        kinds.merge(part.kind(), 1, Integer::sum);
        long copies = part.kind() == PartKind.GLUED ? 2 : part.copied() > 0 ? 1 : 0;
        requests.add(COPY, copies);
        requests.add(HEAD, abilities.refusesChangedCopies() ? 0 : copies);
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

    /** What is asked once for an archive, or once for some files or parts of it. */
    static RequestCounts aroundTheParts(ArchivePlan plan, ArchiveOrder order, Job job, boolean keepsChecksums) {
        long files = job.files().total();
        RequestCounts requests = new RequestCounts();
        boolean mayReplace = order.replaces();
        requests.add(LIST, order.from() == null ? 0 : pagesOf(files));
        requests.add(HEAD, order.from() == null ? files : 0);
        requests.add(HEAD, mayReplace ? 0 : 2); // before it is planned, and before it is completed
        requests.add(CREATE, 1);
        requests.add(LIST, keepsChecksums ? pagesOf(plan.parts()) : 0);
        requests.add(COMPLETE, 1);
        requests.add(HEAD, 1);
        requests.add(GET, 1); // the proof of the directory
        requests.add(DELETE, 1);
        requests.add(LIST, Temporaries.mayBeOf(job, order) ? 3 : 1); // what may be left of uploads
        return requests;
    }

    private static long pagesOf(long items) {
        return Math.max(1, (items + 999) / 1000);
    }
}
