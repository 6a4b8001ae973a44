package dev.longshore.activities.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What an archive shall hold, held against what readers of five makes find in it. */
final class Contents {

    private final Map<String, Supplier<InputStream>> expected = new LinkedHashMap<>();

    void put(String name, byte[] content) {
        put(name, () -> new ByteArrayInputStream(content));
    }

    void put(String name, Supplier<InputStream> content) {
        expected.put(name, content);
    }

    /**
     * What readers find otherwise; empty if {@code java.util.zip} and all others that this machine has find these names and
     * these bytes.
     */
    List<String> differences(Path zip) throws IOException, InterruptedException {
        List<String> differences = new ArrayList<>();
        List<String> order = new ArrayList<>();
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                order.add(entry.getName());
                compare(archive, entry, differences);
            }
        }
        if (order.size() != expected.size() || !expected.keySet().equals(new HashSet<>(order))) {
            differences.add("java.util.zip finds other names: " + order);
            return differences;
        }
        for (ForeignReader reader : ForeignReader.installed()) {
            compare(zip, reader, order, differences);
        }
        return differences;
    }

    private void compare(ZipFile archive, ZipEntry entry, List<String> differences) throws IOException {
        Supplier<InputStream> content = expected.get(entry.getName());
        if (content == null) {
            return;
        }
        try (InputStream found = archive.getInputStream(entry);
                InputStream wanted = content.get()) {
            if (!ForeignReader.areSame(found, wanted)) {
                differences.add("java.util.zip finds other bytes in " + entry.getName());
            }
        }
    }

    private void compare(Path zip, ForeignReader reader, List<String> order, List<String> differences)
            throws IOException, InterruptedException {
        if (!reader.checksByReading()) {
            reader.complaint(zip).ifPresent(differences::add);
        }
        List<String> names = reader.names(zip);
        if (!names.equals(order.stream().map(reader::spelled).toList())) {
            differences.add(reader + " finds other names: " + names);
        }
        try (InputStream all = oneAfterTheOther(order)) {
            if (!reader.gives(all, zip)) {
                differences.add(reader + " gives other bytes");
            }
        }
    }

    private InputStream oneAfterTheOther(List<String> order) {
        return new SequenceInputStream(Collections.enumeration(order.stream()
                .map(name -> Objects.requireNonNull(expected.get(name)).get())
                .toList()));
    }
}
