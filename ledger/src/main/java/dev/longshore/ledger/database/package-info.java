/**
 * How the ledger talks to PostgreSQL: transactions with a deadline, COPY, and what its errors mean. The tables that it
 * works on belong to {@code dev.longshore.ledger}.
 */
@NullMarked
package dev.longshore.ledger.database;

import org.jspecify.annotations.NullMarked;
