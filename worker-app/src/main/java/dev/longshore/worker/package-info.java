/** The app that does the work: pools of workers, their health and metrics. Wiring only. */
@NullMarked
package dev.longshore.worker;

import org.jspecify.annotations.NullMarked;
