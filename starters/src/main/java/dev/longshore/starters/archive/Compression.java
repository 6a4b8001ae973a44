package dev.longshore.starters.archive;

import java.util.Locale;

/** Whether files that get smaller by it are deflated. */
enum Compression {
    STORE,
    AUTO;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
