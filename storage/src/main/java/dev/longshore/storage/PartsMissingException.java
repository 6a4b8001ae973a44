package dev.longshore.storage;

import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The store refuses to complete an upload, and shows other parts than those that it is to be made of. Either it has lost
 * them, or it is completing the same upload for somebody else right now and takes them away as it goes.
 */
public final class PartsMissingException extends RuntimeException {

    private static final int SAID = 10;

    private final SortedSet<Integer> numbers;

    PartsMissingException(String target, SortedSet<Integer> numbers, Throwable refused) {
        super(
                "the store does not show parts of the upload to " + target + " that it has taken: " + inWords(numbers),
                refused);
        this.numbers = numbers;
    }

    /** Of the parts that are not there, or are others. */
    public SortedSet<Integer> numbers() {
        return numbers;
    }

    private static String inWords(SortedSet<Integer> numbers) {
        String first = numbers.stream().limit(SAID).map(String::valueOf).collect(Collectors.joining(", "));
        return numbers.size() > SAID ? first + " and " + (numbers.size() - SAID) + " more" : first;
    }
}
