/**
 * The plan of an archive and its parts: what the store holds, and who builds what. Next floor: {@code
 * dev.longshore.activities.archive}.
 */
@NullMarked
package dev.longshore.ledger.archive;

import org.jspecify.annotations.NullMarked;
