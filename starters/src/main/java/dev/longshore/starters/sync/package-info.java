/** What starts, shows and stops the flows of the room {@code sync}. */
@NullMarked
package dev.longshore.starters.sync;

import org.jspecify.annotations.NullMarked;
