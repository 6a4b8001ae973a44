package dev.longshore.starters.archive;

import java.util.Locale;

/** What to do when a source is not there. */
enum IfMissing {
    FAIL,
    SKIP;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
