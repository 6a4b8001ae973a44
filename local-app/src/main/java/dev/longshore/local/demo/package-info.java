/** Shows a room at work, killed worker included, and proves that nothing was lost. */
@NullMarked
package dev.longshore.local.demo;

import org.jspecify.annotations.NullMarked;
