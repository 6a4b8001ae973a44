/** Longshore side by side with what a user would pick instead. Prints Markdown for {@code docs/benchmarks.md}. */
@NullMarked
package dev.longshore.benchmarks;

import org.jspecify.annotations.NullMarked;
