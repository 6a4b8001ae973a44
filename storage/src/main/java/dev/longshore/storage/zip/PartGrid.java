package dev.longshore.storage.zip;

/** Cuts bytes into parts of one size, the last shorter, numbered from 1. Nothing at all is one empty part. */
public record PartGrid(long length, long partSize) {

    private static final long MIB = 1024 * 1024;
    private static final long SMALLEST = 5 * MIB;
    private static final long LARGEST = 5 * 1024 * MIB;

    /** More no store takes in one upload. */
    public static final int MOST_PARTS = 10_000;

    public PartGrid {
        if (length < 0 || partSize <= 0) {
            throw new IllegalArgumentException("No parts of " + partSize + " bytes in " + length + " bytes");
        }
    }

    /**
     * A part's size that stores accept: whole MiB, at least the smallest wished, so large that 10,000 parts are enough.
     *
     * @throws TooLargeException if even parts of 5 GiB are too small
     */
    public static long partSizeFor(long length, long smallest) {
        return partSizeFor(length, smallest, MOST_PARTS);
    }

    /** Like {@link #partSizeFor(long, long)}, where one upload takes so many parts. */
    public static long partSizeFor(long length, long smallest, int mostParts) {
        long needed = (length + mostParts - 1) / mostParts;
        long least = Math.max(needed, Math.max(smallest, SMALLEST));
        long size = (least + MIB - 1) / MIB * MIB;
        if (size > LARGEST) {
            throw new TooLargeException(
                    length + " bytes do not fit in " + mostParts + " parts of at most " + LARGEST + " bytes");
        }
        return size;
    }

    public int count() {
        return (int) Math.max(1, (length + partSize - 1) / partSize);
    }

    public long offset(int number) {
        return (number - 1) * partSize;
    }

    public long size(int number) {
        return Math.min(partSize, length - offset(number));
    }

    /** Behind the part's last byte. */
    public long end(int number) {
        return offset(number) + size(number);
    }

    /** The number of the part that this byte lies in. */
    public int partOf(long offset) {
        return (int) (offset / partSize) + 1;
    }
}
