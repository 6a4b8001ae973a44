/**
 * The description of the REST API, kept by hand in {@code openapi.json}.
 *
 * <p>What it describes stands in {@code starters.jobs}, {@code starters.archive} and {@code starters.sync}.
 */
@NullMarked
package dev.longshore.starters.openapi;

import org.jspecify.annotations.NullMarked;
