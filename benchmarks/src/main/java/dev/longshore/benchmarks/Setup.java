package dev.longshore.benchmarks;

import dev.longshore.embedded.S3ServerMain;
import java.util.List;
import java.util.Map;

/**
 * What an installation is for.
 *
 * @param room that the worker works for
 * @param buckets which the store has from the start
 * @param store the program that is the store; takes its folder, a port and the buckets, prints its address
 * @param settings more of them, for store, API and worker
 */
record Setup(String room, List<String> buckets, Class<?> store, Map<String, String> settings) {

    static final Setup OF_ARCHIVES =
            new Setup("archive", List.of(Installation.SOURCES, Installation.ARCHIVES), S3ServerMain.class, Map.of());
}
