/** The stores of the settings and what each of them can do. */
@NullMarked
package dev.longshore.starters.stores;

import org.jspecify.annotations.NullMarked;
