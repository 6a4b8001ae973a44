package dev.longshore.worker;

import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;

/** The workers of one room. */
public interface Pool {

    /** The room. */
    String name();

    /** Adds the room's worker to a factory that has not started. */
    void addTo(WorkerFactory factory, WorkerOptions options);
}
