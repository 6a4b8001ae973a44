/** The worker pool of archives. Its steps are in {@code activities/archive}. */
@NullMarked
package dev.longshore.worker.archive;

import org.jspecify.annotations.NullMarked;
