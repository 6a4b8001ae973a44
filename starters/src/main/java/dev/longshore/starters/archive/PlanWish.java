package dev.longshore.starters.archive;

import java.util.Locale;

/** What to spare when it is planned how the bytes come into the archive. */
enum PlanWish {
    AUTO,
    FEWEST_BYTES,
    FEWEST_REQUESTS;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
