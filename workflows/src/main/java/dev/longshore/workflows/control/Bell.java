package dev.longshore.workflows.control;

/**
 * Tells a run that the ledger holds a newer command. Rung again until the run has acknowledged it, so it may come twice.
 *
 * @param seq the command's number in the ledger
 */
public record Bell(long seq) {}
