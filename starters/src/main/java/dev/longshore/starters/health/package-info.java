/**
 * Whether ledger, engine and store answer, and whether the engine is the right one.
 *
 * <p>The engine's identity is judged in {@code starters.engine}.
 */
@NullMarked
package dev.longshore.starters.health;

import org.jspecify.annotations.NullMarked;
