package dev.longshore.activities.archive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a test orders, field by field; nothing said, it is an archive {@code a.zip} of named files. */
record Wish(@Nullable String from, String to, Map<String, String> fields) {

    Wish() {
        this(null, "a.zip", Map.of());
    }

    Wish from(String prefix) {
        return new Wish(prefix, to, fields);
    }

    Wish to(String key) {
        return new Wish(from, key, fields);
    }

    Wish exists(String rule) {
        return with("exists", '"' + rule + '"');
    }

    Wish missing(String rule) {
        return with("missing", '"' + rule + '"');
    }

    Wish names(String rule) {
        return with("names", '"' + rule + '"');
    }

    Wish withManifest() {
        return with("manifest", "true");
    }

    Wish plan(String wished) {
        return with("plan", '"' + wished + '"');
    }

    Wish dry() {
        return with("dryRun", "true");
    }

    Wish compressed() {
        return with("compression", "\"auto\"");
    }

    Wish link(String term) {
        return with("link", '"' + term + '"');
    }

    Wish metadata(String json) {
        return with("metadata", json);
    }

    String json(ArchiveScene scene) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("from", from == null ? "null" : '"' + scene.addressOf(from) + '"');
        all.put("to", '"' + scene.targetAddress(to) + '"');
        all.put("exists", "\"fail\"");
        all.put("missing", "\"fail\"");
        all.put("names", "\"suffix\"");
        all.put("metadata", "{\"a\": 1}");
        all.putAll(fields);
        return all.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private Wish with(String field, String json) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, json);
        return new Wish(from, to, changed);
    }
}
