/** Keeps folders of a host and places in buckets in step: a run for each flow that waits for work, and passes that do it. */
@NullMarked
package dev.longshore.workflows.sync;

import org.jspecify.annotations.NullMarked;
