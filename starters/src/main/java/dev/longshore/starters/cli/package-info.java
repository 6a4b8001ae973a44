/**
 * The command line: a thin client of the REST API. It knows jobs only as the API's JSON and loads neither Spring nor the
 * stores nor the engine, so that it answers at once. The verbs of a room live beside its starter, such as {@code
 * dev.longshore.starters.archive}.
 */
@NullMarked
package dev.longshore.starters.cli;

import org.jspecify.annotations.NullMarked;
