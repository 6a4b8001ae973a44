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
    private final ArchiveOrder order;
    private final StoreAbilities abilities;
    private final boolean mayGlue;

    CutChoice(ArchiveTools tools, ArchiveOrder order, StoreAbilities abilities, ObjectAddress target) {
        this.properties = tools.properties();
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
        long grown = PartGrid.partSizeFor(length, partSize());
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
