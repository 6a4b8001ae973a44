/**
 * Zip archives, seen from the engine: the request, the steps in order, and the answer.
 *
 * <p>Started by {@code starters/archive}; the steps are done in {@code activities/archive}.
 */
@NullMarked
package dev.longshore.workflows.archive;

import org.jspecify.annotations.NullMarked;
