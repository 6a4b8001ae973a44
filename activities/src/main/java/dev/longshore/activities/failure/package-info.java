/** Says of each error which failure it is, and so what it ends. */
@NullMarked
package dev.longshore.activities.failure;

import org.jspecify.annotations.NullMarked;
