package dev.longshore.storage;

import org.jspecify.annotations.Nullable;

/** Bytes of one content of an object that a store shall copy as one part. */
record PinnedRange(ObjectPin pin, long offset, long length) {

    private static final long LARGEST_PART = 5L << 30;

    /** Of a source no larger than that S3 copies no range, only the whole. */
    private static final long LARGEST_UNDIVIDED = 5L << 20;

    PinnedRange {
        if (offset < 0 || length < 0 || offset + length > pin.size()) {
            throw new IllegalArgumentException(
                    pin.address() + " has " + pin.size() + " bytes, not " + length + " at " + offset);
        }
        if (length > LARGEST_PART) {
            throw new IllegalArgumentException("A store copies at most " + LARGEST_PART + " bytes at a time, not "
                    + length + " of " + pin.address());
        }
        boolean whole = length == pin.size();
        if (!whole && (length == 0 || pin.size() <= LARGEST_UNDIVIDED)) {
            throw new IllegalArgumentException("Of " + pin.address() + " with its " + pin.size()
                    + " bytes a store copies the whole, not " + length + " at " + offset);
        }
    }

    /** As HTTP writes it; null for the whole object. */
    @Nullable String header() {
        return length == pin.size() ? null : "bytes=" + offset + "-" + (offset + length - 1);
    }
}
