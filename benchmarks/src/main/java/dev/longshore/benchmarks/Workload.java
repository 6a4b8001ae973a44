package dev.longshore.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is archived: objects of equal size and random content.
 *
 * @param plan the order's field of that name; null leaves it out
 */
record Workload(int objects, long bytes, @Nullable String plan) {

    static final String PREFIX = "bench/";

    List<String> keys() {
        return IntStream.range(0, objects)
                .mapToObj(number -> "%s%05d.bin".formatted(PREFIX, number))
                .toList();
    }

    /** Names its files, as the orders of the original archiver do. */
    String forTheApi(String key) {
        ObjectNode order = JsonMapper.shared().createObjectNode();
        ArrayNode files = order.putArray("files");
        keys().forEach(each -> files.addObject().put("source", each));
        order.put("to", key).put("exists", "replace");
        if (plan != null) {
            order.put("plan", plan);
        }
        return order.toString();
    }

    /** In one line. */
    String forAPeer(String key) {
        ObjectNode order = JsonMapper.shared().createObjectNode();
        order.put("bucket", Installation.SOURCES).put("prefix", PREFIX);
        order.put("target", Installation.ARCHIVES).put("key", key);
        order.put("bytes", objects * bytes);
        ArrayNode keys = order.putArray("keys");
        keys().forEach(keys::add);
        return order.toString();
    }

    @Override
    public String toString() {
        return "%d objects of %d bytes".formatted(objects, bytes);
    }
}
