/** The steps of the room {@code sync}, on the host that has the folder. */
@NullMarked
package dev.longshore.activities.sync;

import org.jspecify.annotations.NullMarked;
