package dev.longshore.storage;

/**
 * What a store can do beyond what every store does; {@link S3Store#probe} finds out.
 *
 * @param copiesParts makes parts of what it holds already
 * @param refusesChangedCopies copies nothing from a source whose ETag is another than the one named
 * @param tellsChecksumsOfCopies says the CRC32 of a part that it copied
 * @param refusesToReplace completes no upload to the place of another object, if told not to
 * @param verifiesWholeChecksums compares a whole object's CRC32 when an upload is completed
 * @param wantsEqualParts of an upload whose parts but the last differ in size it makes no object
 * @param refusesToPutOver puts no object in the place of another, if told not to
 * @param refusesToDeleteOthers deletes no object whose ETag is another than the one named
 */
public record StoreAbilities(
        boolean copiesParts,
        boolean refusesChangedCopies,
        boolean tellsChecksumsOfCopies,
        boolean refusesToReplace,
        boolean verifiesWholeChecksums,
        boolean wantsEqualParts,
        boolean refusesToPutOver,
        boolean refusesToDeleteOthers) {

    /** Of uploads alone. */
    StoreAbilities(
            boolean copiesParts,
            boolean refusesChangedCopies,
            boolean tellsChecksumsOfCopies,
            boolean refusesToReplace,
            boolean verifiesWholeChecksums,
            boolean wantsEqualParts) {
        this(
                copiesParts,
                refusesChangedCopies,
                tellsChecksumsOfCopies,
                refusesToReplace,
                verifiesWholeChecksums,
                wantsEqualParts,
                false,
                false);
    }

    /** What may be relied on as long as nobody has asked the store. */
    public static StoreAbilities unknown() {
        return new StoreAbilities(false, false, false, false, false, false);
    }

    /**
     * Whether the store makes parts of this object, which it holds. Those that ignore that a source has changed may take a
     * key with a percent sign for another, as Ceph does, and would copy whatever is there.
     */
    public boolean copies(ObjectAddress source) {
        return copiesParts && (refusesChangedCopies || !source.key().contains("%"));
    }

    /** For an upload that gets no copies; it keeps the checksums of its parts, whatever the store says of copies. */
    public StoreAbilities withoutCopies() {
        return new StoreAbilities(
                false,
                false,
                false,
                refusesToReplace,
                verifiesWholeChecksums,
                wantsEqualParts,
                refusesToPutOver,
                refusesToDeleteOthers);
    }

    /** The same store, with what is found of its conditions for whole objects. */
    StoreAbilities withConditions(boolean putsOver, boolean deletesOthers) {
        return new StoreAbilities(
                copiesParts,
                refusesChangedCopies,
                tellsChecksumsOfCopies,
                refusesToReplace,
                verifiesWholeChecksums,
                wantsEqualParts,
                putsOver,
                deletesOthers);
    }

    /** Some stores complete an upload with checksums only if all parts have one, which their copies have not. */
    boolean keepsChecksumsOfParts() {
        return !copiesParts || tellsChecksumsOfCopies;
    }
}
