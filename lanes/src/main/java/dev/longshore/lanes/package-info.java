/** Sums of several contents at once, a step of each for as many as a vector of this machine has lanes. Knows no other floor. */
@NullMarked
package dev.longshore.lanes;

import org.jspecify.annotations.NullMarked;
