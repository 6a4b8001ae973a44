package dev.longshore.ledger.sync;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names that were listed, column by column; each name once. */
@SuppressWarnings("ArrayRecordComponent") // bound once, compared never
record FindingColumns(
        String[] keys,
        @Nullable String[] paths,
        @Nullable String[] files,
        @Nullable String[] objects,
        long[] bytes,
        @Nullable String[] touched,
        @Nullable String[] whats,
        @Nullable String[] reasons) {

    static FindingColumns of(List<ListedName> names) {
        Map<UUID, ListedName> byKey = new LinkedHashMap<>();
        names.forEach(name -> byKey.put(SyncFiles.keyOf(name.path()), name));
        Collection<ListedName> rows = byKey.values();
        return new FindingColumns(
                byKey.keySet().stream().map(UUID::toString).toArray(String[]::new),
                texts(rows, ListedName::path),
                texts(rows, ListedName::file),
                texts(rows, ListedName::object),
                rows.stream().mapToLong(ListedName::bytes).toArray(),
                texts(rows, name -> name.touched().toString()),
                texts(rows, ListedName::what),
                texts(rows, ListedName::why));
    }

    private static @Nullable String[] texts(
            Collection<ListedName> rows, Function<ListedName, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
