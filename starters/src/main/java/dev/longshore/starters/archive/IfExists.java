package dev.longshore.starters.archive;

import java.util.Locale;

/** What to do when the target is there already. */
enum IfExists {
    FAIL,
    REPLACE,
    SUFFIX;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
