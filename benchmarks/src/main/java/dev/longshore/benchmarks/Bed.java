package dev.longshore.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an installation stands on.
 *
 * @param folder its data; objects that it holds are there again
 * @param temporal the program {@code temporal}, whose server is the engine; null for the engine in this process
 * @param link behind which the worker runs; null for none
 * @param peers what can ask behind the link
 */
record Bed(Path folder, @Nullable Path temporal, @Nullable Link link, Peers peers) {}
