package dev.longshore.starters.archive;

import java.util.Locale;

/** What to do when two entries would be called the same. */
enum IfNamesEqual {
    SUFFIX,
    REFUSE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
