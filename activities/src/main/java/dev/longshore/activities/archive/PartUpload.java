package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.UploadGoneException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An upload that parts of an archive go into, and what the store held of it. */
final class PartUpload {

    private final S3Upload upload;
    private final int partsBefore;
    private final Runnable lost;
    private @Nullable Map<Integer, HeldPart> held;

    /**
     * Asks the store nothing yet.
     *
     * @param partsBefore how many parts of the archive lie before the first one in this upload
     * @param lost to be told if the store knows the upload no longer
     */
    PartUpload(S3Upload upload, int partsBefore, Runnable lost) {
        this.upload = upload;
        this.partsBefore = partsBefore;
        this.lost = lost;
    }

    S3Upload upload() {
        return upload;
    }

    int numberOf(TakenPart part) {
        return part.number() - partsBefore;
    }

    /** What the store holds of a part that an earlier taker began. */
    Optional<HeldPart> held(TakenPart part) {
        HeldPart there = part.wasBegun() ? held().get(numberOf(part)) : null;
        return Optional.ofNullable(there).filter(candidate -> candidate.size() == part.size());
    }

    /** If the store no longer knows the upload, all its parts are to be built once more. */
    <T> T noticingLoss(Function<S3Upload, T> request) {
        try {
            return request.apply(upload);
        } catch (UploadGoneException gone) {
            lost.run();
            throw gone;
        }
    }

    private synchronized Map<Integer, HeldPart> held() {
        Map<Integer, HeldPart> known = held;
        if (known == null) {
            known = upload.held();
            held = known;
        }
        return known;
    }
}
