/**
 * Jobs of all rooms as callers see them: lists, files, commands, events.
 *
 * <p>Kept in {@code ledger}; what a command does then stands in {@code workflows.control}.
 */
@NullMarked
package dev.longshore.starters.jobs;

import org.jspecify.annotations.NullMarked;
