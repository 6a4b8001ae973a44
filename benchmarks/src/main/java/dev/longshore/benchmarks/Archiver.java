package dev.longshore.benchmarks;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Something that makes archives in a process that can be measured. */
interface Archiver {

    Child process();

    /**
     * Makes one. The answer says {@code down} and {@code up}, the bytes that passed through the process; an archiver
     * that has the work done by another process says in {@link Took}'s words what that one took.
     */
    JsonNode archive(Workload work, String key) throws IOException, InterruptedException;
}
