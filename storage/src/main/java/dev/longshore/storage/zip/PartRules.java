package dev.longshore.storage.zip;

/**
 * How an archive is cut into parts.
 *
 * @param partSize of the parts that are built here; one before a copied entry may be larger, by less than {@code least}
 * @param least what each part but the last has at least
 * @param mostCopied what one request copies at most
 * @param smallestCopied the smallest entry that is copied, at least {@code least}
 */
public record PartRules(long partSize, long least, long mostCopied, CopyWay way, long smallestCopied) {

    private static final long MIB = 1024 * 1024;

    /** What every S3 store asks of the parts of an upload. */
    public static final long LEAST = 5 * MIB;

    /** A store takes five times as much, but only one after the other. */
    public static final long COPIED_AT_ONCE = 1024 * MIB;

    public PartRules {
        if (partSize < least || smallestCopied < least || mostCopied < 2 * least) {
            throw new IllegalArgumentException("Parts of " + partSize + " bytes and copies of " + smallestCopied
                    + " to " + mostCopied + ", where a part has at least " + least);
        }
    }

    /** All bytes are read and sent. */
    public static PartRules splicing(long partSize) {
        return new PartRules(partSize, Math.min(LEAST, partSize), COPIED_AT_ONCE, CopyWay.NONE, LEAST);
    }

    /** Entries of this size and larger ones are copied. */
    public static PartRules copying(long partSize, CopyWay way, long smallestCopied) {
        return new PartRules(partSize, LEAST, COPIED_AT_ONCE, way, smallestCopied);
    }

    boolean copies(PlacedEntry entry) {
        return way != CopyWay.NONE && entry.entry().dataLength() >= smallestCopied;
    }
}
