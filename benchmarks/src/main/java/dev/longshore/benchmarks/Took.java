package dev.longshore.benchmarks;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/**
 * What one archive took.
 *
 * @param seconds from the order to its answer
 * @param processorSeconds of the process that makes it
 * @param idleKib its memory (RSS) right before
 * @param peakKib the most meanwhile
 * @param down bytes that it read from the store
 * @param up bytes that it sent there
 * @param written bytes that it wrote to files
 */
record Took(double seconds, double processorSeconds, long idleKib, long peakKib, long down, long up, long written) {

    static Took by(Archiver archiver, Workload work, String key) throws IOException, InterruptedException {
        Child process = archiver.process();
        process.forgetPeak();
        long idle = process.residentKib();
        double used = process.processorSeconds();
        long written = process.writtenBytes();
        long begun = System.nanoTime();
        JsonNode answer = archiver.archive(work, key);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Took(
                answer.path("seconds").asDouble(seconds),
                answer.path("processorSeconds").asDouble(process.processorSeconds() - used),
                answer.path("idleKib").asLong(idle),
                answer.path("peakKib").asLong(process.peakKib()),
                answer.path("down").asLong(),
                answer.path("up").asLong(),
                answer.path("written").asLong(process.writtenBytes() - written));
    }
}
