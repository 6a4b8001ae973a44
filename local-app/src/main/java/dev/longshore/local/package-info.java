/** Everything on one machine: {@code longshore up} and {@code longshore demo}. */
@NullMarked
package dev.longshore.local;

import org.jspecify.annotations.NullMarked;
