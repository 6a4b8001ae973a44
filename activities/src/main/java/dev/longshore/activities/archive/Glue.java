package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.ledger.archive.PieceCrc;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectMetadata;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.Removal;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.SourceMissingException;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.UnfinishedUpload;
import dev.longshore.storage.UploadTarget;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The object in which bytes too few for a part are put behind the tail of a copied entry. It is made by an upload of two
 * parts, copied as a whole into the archive, and removed. A later builder goes on where an earlier one was lost, for both
 * make the same.
 */
final class Glue {

    private static final int TAIL = 1;
    private static final int REST = 2;

    private final PartsPage page;
    private final TakenPart part;
    private final CopiedRange range;
    private final ObjectAddress address;
    private final S3Store store;
    private final StoreAbilities abilities;
    private Map<Integer, HeldPart> held = Map.of();
    private @Nullable HeldPart whole;
    private @Nullable ObjectPin made;
    private @Nullable S3Upload upload;
    private @Nullable HeldPart tail;

    Glue(PartsPage page, TakenPart part, CopiedRange range) {
        this.page = page;
        this.part = part;
        this.range = range;
        this.address = Temporaries.ofPart(page.plan(), part.number());
        this.store = page.tools().stores().of(address, Right.WRITE);
        this.abilities = TargetAbilities.of(page.plan().abilities());
    }

    /** Has the tail copied, unless all of it is there. Gives its checksum if the store says it. */
    List<PieceCrc> begin() {
        whole = page.heldCopy(part).orElse(null);
        made = whole == null ? earlierMade().orElse(null) : null;
        if (whole != null || made != null) {
            return List.of();
        }
        page.begins(part);
        upload = openUpload();
        tail = copiedTail(upload);
        Integer crc32 = tail.crc32();
        return crc32 == null ? List.of() : List.of(range.piece(crc32));
    }

    /** Puts the rest behind the tail, and both into the archive; says the part's ETag. */
    String finish(PartBody rest) {
        if (whole != null) {
            return whole.etag();
        }
        ObjectPin glued = made == null ? make(rest) : made;
        made = glued;
        try {
            return page.copy(part, new CopiedRange(range.ordinal(), glued, 0, part.size()))
                    .etag();
        } catch (SourceMissingException | SourceChangedException gone) {
            throw UNAVAILABLE.because("a temporary object is gone: " + gone.getMessage(), gone);
        }
    }

    /** Once the archive's part is noted, so that nobody needs it any more. */
    Optional<Removal> remove() {
        return Optional.ofNullable(made).map(gone -> store.takeBack(address, gone.etag()));
    }

    private ObjectPin make(PartBody rest) {
        S3Upload begun = Objects.requireNonNull(upload);
        HeldPart behind = heldRest(begun, rest)
                .orElseGet(() -> page.put(part, begun, REST, rest).held());
        List<HeldPart> parts = List.of(Objects.requireNonNull(tail), behind);
        String etag = page.awaiting(() -> begun.complete(parts, IfExists.REPLACE, part.jobId()))
                .etag();
        return new ObjectPin(address, etag, part.size());
    }

    private Optional<ObjectPin> earlierMade() {
        if (!part.wasBegun()) {
            return Optional.empty();
        }
        return page.awaiting(() -> store.facts(address))
                .filter(facts -> facts.size() == part.size() && isOurs(facts))
                .map(facts -> new ObjectPin(address, facts.etag(), facts.size()));
    }

    private boolean isOurs(ObjectFacts facts) {
        return part.jobId().equals(facts.metadata().get("longshore-job"));
    }

    /** The one that an earlier builder began, if there is one. */
    private S3Upload openUpload() {
        List<UnfinishedUpload> earlier =
                part.wasBegun() ? page.awaiting(() -> store.unfinishedUploads(address)) : List.of();
        if (!earlier.isEmpty()) {
            S3Upload resumed = store.resume(address, earlier.get(0).uploadId(), abilities);
            held = page.awaiting(resumed::held);
            return resumed;
        }
        ObjectMetadata metadata = ObjectMetadata.of("application/octet-stream");
        return page.awaiting(() -> store.begin(new UploadTarget(address, part.jobId(), metadata), abilities));
    }

    private HeldPart copiedTail(S3Upload begun) {
        HeldPart there = held.get(TAIL);
        if (there != null && there.size() == range.length() && abilities.refusesChangedCopies()) {
            return there;
        }
        return page.awaiting(() -> begun.copy(TAIL, range.pin(), range.offsetInObject(), range.length()));
    }

    private Optional<HeldPart> heldRest(S3Upload begun, PartBody rest) {
        HeldPart there = held.get(REST);
        return Optional.ofNullable(there).filter(candidate -> begun.holds(candidate, rest));
    }
}
