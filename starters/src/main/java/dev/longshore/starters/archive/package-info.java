/**
 * Room {@code archive}: from a request to a job in the ledger and a run in the engine.
 *
 * <p>Goes on in {@code workflows.archive}; refusals are written by {@code starters.problem}.
 */
@NullMarked
package dev.longshore.starters.archive;

import org.jspecify.annotations.NullMarked;
