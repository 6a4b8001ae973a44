/** How a step works through its page: several tasks at a time, as long as the user wishes, and giving back what is left. */
@NullMarked
package dev.longshore.activities.page;

import org.jspecify.annotations.NullMarked;
