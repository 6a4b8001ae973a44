/** A run's words with the ledger, seen from the ledger. The steps are named in {@code workflows/control}. */
@NullMarked
package dev.longshore.activities.control;

import org.jspecify.annotations.NullMarked;
