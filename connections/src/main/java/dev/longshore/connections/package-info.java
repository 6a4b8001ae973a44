/** Settings of engine, stores and ledger, and the clients made of them. The only place that reads them. */
@NullMarked
package dev.longshore.connections;

import org.jspecify.annotations.NullMarked;
