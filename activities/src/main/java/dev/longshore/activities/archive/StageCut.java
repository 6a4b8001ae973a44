package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.NewStage;
import dev.longshore.storage.zip.EqualPieces;
import dev.longshore.storage.zip.PlannedPart;
import java.util.ArrayList;
import java.util.List;

/** Divides the parts of a plan, while they pass, into stages of as many as one upload takes. */
final class StageCut {

    private final UploadLimits limits;
    private final List<NewStage> stages = new ArrayList<>();

    StageCut(UploadLimits limits) {
        this.limits = limits;
    }

    /** The next part. */
    void add(PlannedPart part) {
        int number = (part.number() - 1) / limits.parts() + 1;
        if (number > stages.size()) {
            stages.add(new NewStage(number, part.number(), part.number(), part.size()));
        } else {
            NewStage grown = stages.get(number - 1);
            stages.set(number - 1, new NewStage(number, grown.firstPart(), part.number(), grown.size() + part.size()));
        }
    }

    /** None if one upload takes all parts. */
    List<NewStage> stages() {
        return stages.size() > 1 ? List.copyOf(stages) : List.of();
    }

    /** Whether one upload takes all stages, each copied in as few pieces as a store allows. */
    boolean fits() {
        return stages.stream().mapToLong(this::pieces).sum() <= limits.parts();
    }

    private long pieces(NewStage stage) {
        return new EqualPieces(stage.size(), limits.copied()).count();
    }
}
