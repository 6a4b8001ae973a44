package dev.longshore.activities.archive;

import java.util.EnumMap;
import java.util.Map;

/** How many requests of each kind. */
final class RequestCounts {

    private final Map<RequestKind, Long> counts = new EnumMap<>(RequestKind.class);

    void add(RequestKind kind, long requests) {
        counts.merge(kind, requests, Long::sum);
    }

    long of(RequestKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long at(RequestKind.Price price) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().price() == price)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
