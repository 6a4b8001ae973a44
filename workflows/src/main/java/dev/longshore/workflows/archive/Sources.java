package dev.longshore.workflows.archive;

/**
 * How many files the job has.
 *
 * @param pageSize how many of them one step inspects
 */
public record Sources(long files, int pageSize) {}
