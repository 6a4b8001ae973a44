/** Real servers for one machine: PostgreSQL, S3, a Temporal engine; all on loopback, their data in folders. Knows no other floor. */
@NullMarked
package dev.longshore.embedded;

import org.jspecify.annotations.NullMarked;
