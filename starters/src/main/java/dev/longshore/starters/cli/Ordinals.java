package dev.longshore.starters.cli;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Numbers of files as people write them: {@code 1,7-9}. At most as many as one request may name. */
record Ordinals(String text) {

    private static final long MOST = 10_000;

    private record Range(long first, long last) {

        long count() {
            return last - first + 1;
        }
    }

    LongStream numbers() {
        List<Range> ranges = Arrays.stream(text.split(",", -1)).map(this::range).toList();
        if (ranges.stream().mapToLong(Range::count).sum() > MOST) {
            throw CommandFailure.refused("--ordinals names more than 10,000 files", "leave it out to retry all");
        }
        return ranges.stream()
                .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()))
                .distinct();
    }

    private Range range(String piece) {
        Matcher matcher = Pattern.compile("(\\d{1,12})(?:-(\\d{1,12}))?").matcher(piece.strip());
        if (!matcher.matches()) {
            throw wrong(piece);
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        if (last < first) {
            throw wrong(piece);
        }
        return new Range(first, last);
    }

    private static CommandFailure wrong(String piece) {
        return CommandFailure.refused("--ordinals holds '" + piece + "'", "write numbers and ranges, such as 1,7-9");
    }
}
