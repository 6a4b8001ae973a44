/**
 * Brings ledger and engine to agree, however either of them was interrupted.
 *
 * <p>The table stands in {@code Correction}; what it acts through in {@code starters.engine}.
 */
@NullMarked
package dev.longshore.starters.reconciler;

import org.jspecify.annotations.NullMarked;
