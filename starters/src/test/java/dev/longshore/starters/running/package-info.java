/** A started API with a real database and store, and an engine that does what a test says. */
@NullMarked
package dev.longshore.starters.running;

import org.jspecify.annotations.NullMarked;
