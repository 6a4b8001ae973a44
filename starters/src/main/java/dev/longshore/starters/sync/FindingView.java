package dev.longshore.starters.sync;

import dev.longshore.ledger.sync.SyncFinding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding of a survey as the API answers it.
 *
 * @param path below the flow's folder or prefix; that of a folder ends with a slash
 * @param what for a check a symbol, else a word
 * @param touched when it last changed
 * @param target where its content is, or goes
 * @param proof the sum by which that is known
 */
record FindingView(
        String path,
        String what,
        @Nullable Long bytes,
        @Nullable Instant touched,
        @Nullable String target,
        @Nullable String proof,
        @Nullable String why) {

    static FindingView of(SyncFinding finding) {
        return new FindingView(
                finding.path(),
                String.valueOf(finding.what()),
                finding.bytes(),
                Instant.EPOCH.equals(finding.touched()) ? null : finding.touched(),
                finding.target(),
                finding.proof(),
                finding.why());
    }
}
