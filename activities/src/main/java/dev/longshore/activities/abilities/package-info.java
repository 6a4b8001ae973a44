/** What stores can do, as it was found out and noted. */
@NullMarked
package dev.longshore.activities.abilities;

import org.jspecify.annotations.NullMarked;
