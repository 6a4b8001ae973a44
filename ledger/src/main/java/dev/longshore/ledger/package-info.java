/**
 * Jobs and their files in PostgreSQL: what was asked for, and what came of each file. Knows no engine. The tables of
 * the rooms lie in packages of the rooms' names, as {@code dev.longshore.ledger.archive}.
 */
@NullMarked
package dev.longshore.ledger;

import org.jspecify.annotations.NullMarked;
