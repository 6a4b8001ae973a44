package dev.longshore.ledger.sync;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Files that were seen, column by column. */
@SuppressWarnings("ArrayRecordComponent") // bound once, compared never
record SeenColumns(String[] keys, String[] paths, String[] identities, long[] bytes) {

    static SeenColumns of(Map<UUID, SeenFile> files) {
        List<Map.Entry<UUID, SeenFile>> rows = List.copyOf(files.entrySet());
        return new SeenColumns(
                rows.stream().map(row -> row.getKey().toString()).toArray(String[]::new),
                texts(rows, SeenFile::path),
                texts(rows, SeenFile::identity),
                rows.stream().mapToLong(row -> row.getValue().bytes()).toArray());
    }

    private static String[] texts(List<Map.Entry<UUID, SeenFile>> rows, Function<SeenFile, String> column) {
        return rows.stream().map(row -> column.apply(row.getValue())).toArray(String[]::new);
    }
}
