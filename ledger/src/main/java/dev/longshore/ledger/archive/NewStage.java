package dev.longshore.ledger.archive;

/**
 * Parts of a new plan that are put together in a temporary object, before the archive is made of such objects.
 *
 * @param number from 1 on
 * @param lastPart included
 * @param size of all of them together
 */
public record NewStage(int number, int firstPart, int lastPart, long size) {}
