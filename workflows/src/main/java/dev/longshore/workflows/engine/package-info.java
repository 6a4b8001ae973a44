/** What every room says to the engine in the same way: payloads and their limit, search attributes. */
@NullMarked
package dev.longshore.workflows.engine;

import org.jspecify.annotations.NullMarked;
