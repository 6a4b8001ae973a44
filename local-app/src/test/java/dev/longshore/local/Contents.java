package dev.longshore.local;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows every content that was ever finished at one side, and which of them nobody has overwritten. */
final class Contents {

    private final Random random;
    private final Map<String, Content> bySum = new LinkedHashMap<>();
    private final Map<String, Content> byName = new HashMap<>();
    private long made;

    Contents(long seed) {
        random = new Random(seed);
    }

    /** Unlike any other. */
    byte[] make(int size) {
        byte[] content = new byte[Math.max(Long.BYTES, size)];
        random.nextBytes(content);
        ByteBuffer.wrap(content).putLong(made++);
        return content;
    }

    /** Something is finished under a name; what had the name is overwritten, unless it was moved before. */
    void finished(String name, byte[] content) {
        Content now = new Content(Bucketful.sha256(content));
        now.names.add(name);
        @Nullable Content before = byName.put(name, now);
        if (before != null) {
            before.overwritten = true;
        }
        bySum.put(now.sum, now);
    }

    /** What has a name gets another one too: its target may hold it under either. */
    void renamed(String from, String to) {
        Content content = byName.remove(from);
        if (content != null) {
            content.names.add(to);
            @Nullable Content before = byName.put(to, content);
            if (before != null) {
                before.overwritten = true;
            }
        }
    }

    int count() {
        return bySum.size();
    }

    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    /** Of those at the other side what is wrong with them, in words; nothing if each content that must be there is, and once. */
    Set<String> faultsOf(Map<String, String> sumsByName) {
        Set<String> faults = new TreeSet<>();
        Map<String, List<String>> found = sumsByName.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        found.forEach((sum, names) -> {
            if (!bySum.containsKey(sum)) {
                faults.add(names + " hold what nobody finished");
            } else if (names.size() > 1) {
                faults.add(names + " hold one content");
            }
        });
        bySum.values().stream()
                .filter(content -> !content.overwritten && !found.containsKey(content.sum))
                .forEach(content -> faults.add("lost: " + content.names));
        return faults;
    }

    /** Those that must be at the other side: their names by their sums. */
    Map<String, Set<String>> kept() {
        Map<String, Set<String>> kept = new LinkedHashMap<>();
        bySum.values().stream()
                .filter(content -> !content.overwritten)
                .forEach(content -> kept.put(content.sum, Collections.unmodifiableSet(content.names)));
        return kept;
    }

    private static final class Content {

        private final String sum;
        private final Set<String> names = new TreeSet<>();
        private boolean overwritten;

        Content(String sum) {
            this.sum = sum;
        }
    }
}
