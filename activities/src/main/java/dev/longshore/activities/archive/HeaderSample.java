package dev.longshore.activities.archive;

/** Which headers of an archive are read back, told entry by entry. */
final class HeaderSample {

    private static final long SIZE = 100;

    private final long entries;
    private long seen;
    private boolean isBehindACopy;

    HeaderSample(long entries) {
        this.entries = entries;
    }

    /** Those before and behind each entry that was copied, and of the others about a hundred at equal distances. */
    boolean takesNext(boolean isCopied) {
        boolean isInSample = seen == 0 || seen * SIZE / entries != (seen - 1) * SIZE / entries;
        boolean takes = isCopied || isBehindACopy || isInSample;
        isBehindACopy = isCopied;
        seen++;
        return takes;
    }
}
