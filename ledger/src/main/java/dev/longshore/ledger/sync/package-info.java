/** What the room {@code sync} knows of its flows, and of the life of each file in them. */
@NullMarked
package dev.longshore.ledger.sync;

import org.jspecify.annotations.NullMarked;
