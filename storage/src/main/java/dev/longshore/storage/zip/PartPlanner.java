package dev.longshore.storage.zip;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an archive into parts while its entries pass in their order. Remembers two parts: one that is growing, and the one
 * before it, for that may still take up what would be too little for a part of its own.
 */
public final class PartPlanner {

    private static final long LARGEST = 5L << 30;

    private final PartRules rules;
    private final long tailOffset;
    private final long length;
    private final Consumer<PlannedPart> planned;
    private int number;
    private long reached;
    private @Nullable Stretch held;
    private @Nullable Stretch growing;

    /**
     * Cuts an archive of this length.
     *
     * @param tailOffset where the bytes behind the last entry begin
     */
    public PartPlanner(PartRules rules, long tailOffset, long length, Consumer<PlannedPart> planned) {
        this.rules = rules;
        this.tailOffset = tailOffset;
        this.length = length;
        this.planned = planned;
    }

    /**
     * Takes the next entry.
     *
     * @param isInStore whether the target's store holds its data, so that it can be copied there
     */
    public void add(PlacedEntry entry, boolean isInStore) {
        grow(PartKind.SEAM, entry.dataOffset(), entry.ordinal());
        if (!isInStore || !rules.copies(entry)) {
            grow(PartKind.BODY, entry.end(), entry.ordinal());
        } else if (rules.way() == CopyWay.EQUAL) {
            grow(PartKind.COPY, entry.end(), entry.ordinal());
        } else if (makeReadyToCopy(entry)) {
            copyRestOf(entry);
        } else {
            grow(PartKind.BODY, entry.end(), entry.ordinal());
        }
    }

    /** After the last entry: the parts of what lies behind it. */
    public void finish() {
        if (reached != tailOffset) {
            throw new IllegalStateException("The entries end at " + reached + ", not at " + tailOffset);
        }
        grow(PartKind.DIRECTORY, length, Stretch.NONE);
        cut();
        passOn();
    }

    private void grow(PartKind kind, long to, long ordinal) {
        while (reached < to) {
            long begin = growing == null ? reached : growing.from();
            long next = Math.min(to, begin + rules.partSize());
            Stretch more = Stretch.built(kind, reached, next, ordinal);
            growing = growing == null ? more : growing.with(more);
            reached = next;
            if (growing.length() == rules.partSize()) {
                cut();
            }
        }
    }

    private void cut() {
        if (growing != null) {
            hold(growing.isCopy() ? Stretch.copied(growing.from(), growing.to(), growing.first()) : growing);
            growing = null;
        }
    }

    /** Sees to it that what is before the entry's data is enough for a part; false if not enough would be left of it. */
    private boolean makeReadyToCopy(PlacedEntry entry) {
        Stretch before = growing;
        if (before == null || before.length() >= rules.least()) {
            cut();
            return true;
        }
        if (held != null && held.isBuiltHere() && held.length() + before.length() <= LARGEST) {
            held = held.with(before);
            growing = null;
            return true;
        }
        if (held != null && held.isCopy() && rules.way() == CopyWay.GLUED) {
            glue(held, before);
            return true;
        }
        return borrow(entry, rules.least() - before.length());
    }

    private boolean borrow(PlacedEntry entry, long bytes) {
        if (entry.entry().dataLength() - bytes < rules.least()) {
            return false;
        }
        grow(PartKind.BODY, reached + bytes, entry.ordinal());
        cut();
        return true;
    }

    /** Behind as little of the copy as makes a part. */
    private void glue(Stretch copy, Stretch behind) {
        long from = copy.length() >= 2 * rules.least() ? copy.to() - rules.least() : copy.from();
        if (from > copy.from()) {
            held = copy.before(from);
            passOn();
        }
        held = copy.gluedFrom(from, behind);
        growing = null;
    }

    private void copyRestOf(PlacedEntry entry) {
        EqualPieces pieces = new EqualPieces(entry.end() - reached, rules.mostCopied());
        long begin = reached;
        for (long piece = 0; piece < pieces.count(); piece++) {
            long end = begin + pieces.offset(piece + 1);
            hold(Stretch.copied(reached, end, entry.ordinal()));
            reached = end;
        }
    }

    private void hold(Stretch next) {
        passOn();
        held = next;
    }

    private void passOn() {
        if (held != null) {
            number++;
            long copied = held.copiedTo() - held.from();
            planned.accept(new PlannedPart(
                    number, held.kind(), held.first(), held.last(), held.from(), held.length(), copied));
            held = null;
        }
    }
}
