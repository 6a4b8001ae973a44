package dev.longshore.activities.archive;

import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.StoreAbilities;
import dev.longshore.storage.zip.CopyWay;
import dev.longshore.storage.zip.PartGrid;
import dev.longshore.storage.zip.PartRules;
import java.util.ArrayList;
import java.util.List;

/** Says how an archive may be cut, the best first: from what was asked for and from what its store can do. */
final class CutChoice {

    /** Below that more than half of an entry would be borrowed to fill up the part before it. */
    private static final long WORTH_BORROWING = 2 * PartRules.LEAST;

    private final ZipArchiveProperties properties;
    private final UploadLimits limits;
    private final ArchiveOrder order;
    private final StoreAbilities abilities;
    private final boolean mayGlue;

    CutChoice(ArchiveTools tools, ArchiveOrder order, StoreAbilities abilities, ObjectAddress target) {
        this.properties = tools.properties();
        this.limits = tools.limits();
        this.order = order;
        this.abilities = abilities;
        S3Store store = tools.stores().of(target, Right.WRITE);
        this.mayGlue = store.allows(target, Right.READ) && store.allows(target, Right.DELETE);
    }

    /** The smallest entry that is worth being copied, whatever the store can do. */
    static long leastCopied(ArchiveOrder order) {
        return order.wantsFewestBytes() ? PartRules.LEAST : WORTH_BORROWING;
    }

    /**
     * Each takes fewer parts than the one before, at least where there are many entries to copy; the last takes no more
     * than a store does.
     *
     * @param length of the archive
     * @param largest entry that the store could copy
     */
    List<PartRules> rules(long length, long largest) {
        long grown = PartGrid.partSizeFor(length, partSize(), limits.parts());
        List<PartRules> choice = new ArrayList<>();
        if (properties.copyInStore() && abilities.copiesParts()) {
            long partSize = way() == CopyWay.EQUAL ? grown : partSize();
            for (long smallest = smallestCopied(partSize); smallest <= largest; smallest *= 2) {
                choice.add(PartRules.copying(partSize, way(), smallest));
            }
            for (long smallest = smallestCopied(grown); smallest <= largest; smallest *= 2) {
                choice.add(PartRules.copying(grown, way(), smallest));
            }
        }
        choice.add(PartRules.splicing(grown));
        return choice;
    }

    /**
     * The first that one upload takes; or the first of all, by stages, where that spares so much that it is worth having the
     * store copy the whole archive once more.
     *
     * @param drafts by these rules, in their order, of the whole archive
     */
    Draft best(List<Draft> drafts, long length) {
        Draft simple = drafts.stream().filter(Draft::fits).findFirst().orElseThrow();
        Draft wished = drafts.get(0);
        boolean isWorthIt = simple.sent() - wished.sent() >= leastSpared(length);
        return isWorthIt && mayStage() && wished.fitsByStages() ? wished : simple;
    }

    /** Stages take requests, so they spare none; and temporary objects take rights at the target. */
    private boolean mayStage() {
        return mayGlue && !abilities.wantsEqualParts() && !order.wantsFewestRequests();
    }

    /** A byte that a worker reads and sends is dearer than one that the store copies, but not by far if both are near. */
    private long leastSpared(long length) {
        return order.wantsFewestBytes() ? 1 : length / 2;
    }

    private CopyWay way() {
        if (abilities.wantsEqualParts()) {
            return CopyWay.EQUAL;
        }
        return order.wantsFewestBytes() && mayGlue ? CopyWay.GLUED : CopyWay.BORROWED;
    }

    /** A larger part costs no more requests than a small one, but memory. */
    private long partSize() {
        long usual = properties.partSize().toBytes();
        return order.wantsFewestRequests()
                ? Math.max(usual, properties.bufferLimit().toBytes())
                : usual;
    }

    private long smallestCopied(long partSize) {
        return order.wantsFewestRequests() ? 2 * partSize : leastCopied(order);
    }
}
