package dev.longshore.activities.archive;

import org.jspecify.annotations.Nullable;

/** What a test orders; nothing said, it is an archive {@code a.zip} of named files. */
record Wish(
        @Nullable String from,
        String to,
        String exists,
        String missing,
        String names,
        boolean manifest,
        @Nullable String plan) {

    Wish() {
        this(null, "a.zip", "fail", "fail", "suffix", false, null);
    }

    Wish from(String prefix) {
        return new Wish(prefix, to, exists, missing, names, manifest, plan);
    }

    Wish exists(String rule) {
        return new Wish(from, to, rule, missing, names, manifest, plan);
    }

    Wish missing(String rule) {
        return new Wish(from, to, exists, rule, names, manifest, plan);
    }

    Wish names(String rule) {
        return new Wish(from, to, exists, missing, rule, manifest, plan);
    }

    Wish withManifest() {
        return new Wish(from, to, exists, missing, names, true, plan);
    }

    Wish plan(String wished) {
        return new Wish(from, to, exists, missing, names, manifest, wished);
    }

    String json(ArchiveScene scene) {
        String prefix = from == null ? "null" : '"' + scene.addressOf(from) + '"';
        return """
                {"from": %s, "to": "%s", "exists": "%s", "missing": "%s", "names": "%s", "manifest": %s, "plan": %s, "metadata": {"a": 1}}""".formatted(
                        prefix,
                        scene.targetAddress(to),
                        exists,
                        missing,
                        names,
                        manifest,
                        plan == null ? "null" : '"' + plan + '"');
    }
}
