/** The worker pool of the room {@code sync}. */
@NullMarked
package dev.longshore.worker.sync;

import org.jspecify.annotations.NullMarked;
