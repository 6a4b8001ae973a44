/**
 * The engine as starters need it: look at a run, start one, ring, cancel; and whether it is the engine that the ledger knows.
 *
 * <p>What the engine does then stands in {@code workflows}.
 */
@NullMarked
package dev.longshore.starters.engine;

import org.jspecify.annotations.NullMarked;
