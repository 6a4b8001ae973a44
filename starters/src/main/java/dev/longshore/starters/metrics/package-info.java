/**
 * Figures for Prometheus.
 *
 * <p>Counted where things happen, for example in {@code starters.reconciler}.
 */
@NullMarked
package dev.longshore.starters.metrics;

import org.jspecify.annotations.NullMarked;
