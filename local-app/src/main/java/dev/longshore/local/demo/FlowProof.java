package dev.longshore.local.demo;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What is found at both sides of flows, beside what was dropped, and what the ledger says of it. */
record FlowProof(List<Line> lines) {

    /**
     * Of one flow.
     *
     * @param equal those at the target whose SHA-256 is that of what was dropped
     * @param others what is at the target besides
     * @param left what is still at the source
     * @param receipts of files whose receipt is older than the removal of their source
     */
    record Line(String flow, long dropped, long bytes, long equal, long others, long left, long receipts) {

        boolean holds() {
            return equal == dropped && others == 0 && left == 0 && receipts == dropped;
        }
    }

    static FlowProof of(Ledger ledger, String host, List<FlowDrops> flows) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (FlowDrops drops : flows) {
            var found = drops.movedSums();
            long equal = drops.sums().entrySet().stream()
                    .filter(dropped -> dropped.getValue().equals(found.get(dropped.getKey())))
                    .count();
            SyncFlow flow = ledger.syncFlows().find(host, drops.flow()).orElseThrow();
            long receipts = drops.sums().keySet().stream()
                    .filter(path -> hasReceipt(ledger.syncFiles().lifeOf(flow.id(), path)))
                    .count();
            lines.add(new Line(
                    drops.flow(), drops.dropped(), drops.bytes(), equal, found.size() - equal, drops.left(), receipts));
        }
        return new FlowProof(lines);
    }

    boolean holds() {
        return lines.stream().allMatch(Line::holds);
    }

    String table() {
        StringBuilder table = new StringBuilder("\n  %-8s %7s %13s %22s %8s %16s %24s%n"
                .formatted(
                        "flow",
                        "dropped",
                        "bytes",
                        "at target, SHA-256 ok",
                        "others",
                        "left at source",
                        "receipt before removal"));
        for (Line line : lines) {
            table.append(String.format(
                    Locale.ROOT,
                    "  %-8s %7d %,13d %22d %8d %16d %24d%n",
                    line.flow(),
                    line.dropped(),
                    line.bytes(),
                    line.equal(),
                    line.others(),
                    line.left(),
                    line.receipts()));
        }
        return table + "\n  " + (holds() ? "Each file is on exactly one side." : "NOT PROVEN: see the columns.") + "\n";
    }

    private static boolean hasReceipt(List<SyncFile> life) {
        return life.stream()
                .anyMatch(file -> file.state() == SyncState.MOVED
                        && file.verifiedAt() != null
                        && !Objects.requireNonNull(file.verifiedAt()).isAfter(Objects.requireNonNull(file.endedAt())));
    }
}
