/**
 * Every refusal and every error as problem+json (RFC 9457).
 *
 * <p>Thrown by all controllers, beginning with {@code starters.jobs} and {@code starters.archive}.
 */
@NullMarked
package dev.longshore.starters.problem;

import org.jspecify.annotations.NullMarked;
