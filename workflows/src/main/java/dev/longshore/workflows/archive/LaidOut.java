package dev.longshore.workflows.archive;

/**
 * What the plan comes to.
 *
 * @param bodies how many parts lie wholly within one entry
 * @param seams how many hold headers and no directory
 * @param pageSize how many parts one step builds
 */
public record LaidOut(int parts, int bodies, int seams, int pageSize) {}
