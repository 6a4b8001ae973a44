/**
 * Where each byte of a zip archive lies, known before one of them is read: a pure function of names, sizes and times. Does
 * no input or output; {@code dev.longshore.activities.archive} builds the parts of an archive with it.
 */
@NullMarked
package dev.longshore.storage.zip;

import org.jspecify.annotations.NullMarked;
