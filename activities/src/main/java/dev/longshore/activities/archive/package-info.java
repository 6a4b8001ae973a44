/** Zip archives, seen from the stores and the ledger. The steps are named in {@code workflows/archive}. */
@NullMarked
package dev.longshore.activities.archive;

import org.jspecify.annotations.NullMarked;
