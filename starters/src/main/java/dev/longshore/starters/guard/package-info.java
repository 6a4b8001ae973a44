/**
 * What every request passes first: Host, Origin, content type, size, known query parameters, strict JSON.
 *
 * <p>Goes on in {@code starters.jobs} and {@code starters.archive}.
 */
@NullMarked
package dev.longshore.starters.guard;

import org.jspecify.annotations.NullMarked;
