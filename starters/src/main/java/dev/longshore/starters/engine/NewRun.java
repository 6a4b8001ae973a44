package dev.longshore.starters.engine;

import io.temporal.client.WorkflowOptions;

/** A run as its room's starter wants it. */
public record NewRun(String workflowType, WorkflowOptions options, Object request) {}
