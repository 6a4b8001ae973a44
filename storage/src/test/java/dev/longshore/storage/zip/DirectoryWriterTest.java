package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryWriterTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void writesTheSameAPieceThatBeginsInTheMiddle(long seed) throws IOException {
        Random random = new Random(seed);
        ZipLayout layout = new ZipLayout();
        List<PlacedEntry> entries = someEntries(random, layout);
        byte[] whole = piece(layout, entries, 0, (int) layout.directoryLength());

        int skipped = random.nextInt(entries.size());
        int skippedBytes = entries.subList(0, skipped).stream()
                .mapToInt(PlacedEntry::centralLength)
                .sum();
        int from = skippedBytes + random.nextInt(100);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DirectoryWriter writer = new DirectoryWriter(layout.directoryOffset(), from, whole.length, out);
        writer.skipTo(skippedBytes, skipped);
        add(writer, entries.subList(skipped, entries.size()));

        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
        assertThatThrownBy(() -> writer.skipTo(from + 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<PlacedEntry> someEntries(Random random, ZipLayout layout) {
        List<PlacedEntry> entries = new ArrayList<>();
        for (int ordinal = 0; ordinal < 50; ordinal++) {
            String name = "x".repeat(1 + random.nextInt(40)) + ordinal;
            entries.add(layout.place(ordinal, new ZipEntry(name, random.nextInt(1_000), Instant.EPOCH), "pin"));
        }
        return entries;
    }

    private static byte[] piece(ZipLayout layout, List<PlacedEntry> entries, int from, int to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        add(new DirectoryWriter(layout.directoryOffset(), from, to, out), entries);
        return out.toByteArray();
    }

    private static void add(DirectoryWriter writer, List<PlacedEntry> entries) throws IOException {
        for (PlacedEntry entry : entries) {
            writer.add(entry, (int) entry.ordinal());
        }
        writer.finish();
    }
}
