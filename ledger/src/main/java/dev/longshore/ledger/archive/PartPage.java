package dev.longshore.ledger.archive;

import java.util.Set;

/** The parts of some kinds in a range of numbers, both ends included, for the run that has the job's epoch. */
public record PartPage(String jobId, long jobEpoch, Set<PartKind> kinds, int first, int last) {

    public PartPage(String jobId, long jobEpoch, PartKind kind, int first, int last) {
        this(jobId, jobEpoch, Set.of(kind), first, last);
    }
}
