/**
 * The API app: REST, events, and the reconciler.
 *
 * <p>Starts with {@code ApiApplication}; rooms begin in packages of their own, such as {@code starters.archive}.
 */
@NullMarked
package dev.longshore.starters;

import org.jspecify.annotations.NullMarked;
