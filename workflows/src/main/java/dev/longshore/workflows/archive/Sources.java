package dev.longshore.workflows.archive;

/**
 * How many files the job has.
 *
 * @param pageSize how many of them one step inspects
 * @param deflates whether those that get smaller are deflated before the archive is planned; no answer of an earlier
 *     version says so, so that runs begun under one go on as they began
 */
public record Sources(long files, int pageSize, boolean deflates) {}
