/**
 * How a run of any room hears its user: the ledger says what is wished, a bell says that it should look.
 *
 * <p>The steps are done in {@code activities/control}.
 */
@NullMarked
package dev.longshore.workflows.control;

import org.jspecify.annotations.NullMarked;
