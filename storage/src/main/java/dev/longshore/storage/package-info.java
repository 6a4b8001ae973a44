/**
 * Object stores: sources that are read from any offset, uploads that go on from what the store holds. Knows no jobs. The
 * bytes of a zip archive are planned in {@link dev.longshore.storage.zip}; the steps that use both are in
 * {@code dev.longshore.activities}.
 */
@NullMarked
package dev.longshore.storage;

import org.jspecify.annotations.NullMarked;
