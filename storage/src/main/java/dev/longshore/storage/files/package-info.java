/** Files of this machine as sources and targets of transfers, and how one is removed that nobody else may have changed. */
@NullMarked
package dev.longshore.storage.files;

import org.jspecify.annotations.NullMarked;
