package dev.longshore.local.demo;

import dev.longshore.ledger.Job;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an independent reader finds in the archive, beside what was put into the album. */
record Proof(Map<String, String> expected, Map<String, String> found, JsonNode result, Path zip) {

    static Proof of(Stores stores, Job job, Map<String, String> expected, Path zip) throws IOException {
        JsonNode result = JsonMapper.shared().readTree(Objects.requireNonNull(job.result()));
        download(stores, ObjectAddress.parse(result.get("archive").asString()), zip);
        return new Proof(expected, sumsIn(zip), result, zip);
    }

    boolean holds() {
        return expected.equals(found);
    }

    String table() {
        return String.format(
                Locale.ROOT,
                """

                  files             %d, each compared by SHA-256 with its source: %s
                  archive           %s, %,d bytes
                  bytes read, sent  %,d and %,d
                  sent again        %,d bytes (parts that were on their way when the worker was killed)
                  the zip           %s
                """,
                found.size(),
                holds() ? "all equal" : "NOT EQUAL",
                result.get("archive").asString(),
                result.get("size").asLong(),
                result.get("bytesRead").asLong(),
                result.get("bytesSent").asLong(),
                result.get("bytesSentAgain").asLong(),
                zip);
    }

    /** Of an archive that was not disturbed. */
    String shortTable() {
        return String.format(
                Locale.ROOT,
                """

                  large files       %d, each compared by SHA-256 with its source: %s
                  archive           %s, %,d bytes
                  read and sent     %,d and %,d bytes passed through the worker
                  copied            %,d bytes inside the store
                  requests          %s %s by the plan, at the prices that are set
                  the zip           %s
                """,
                found.size(),
                holds() ? "all equal" : "NOT EQUAL",
                result.get("archive").asString(),
                result.get("size").asLong(),
                result.get("bytesRead").asLong(),
                result.get("bytesSent").asLong(),
                result.get("bytesCopiedByStore").asLong(),
                result.at("/price/requests").asString(),
                result.at("/price/currency").asString(),
                zip);
    }

    private static void download(Stores stores, ObjectAddress archive, Path zip) throws IOException {
        S3Store store = stores.of(archive, Right.READ);
        ObjectFacts facts = store.facts(archive).orElseThrow();
        try (InputStream in = store.source(facts.pin()).open(0, facts.size())) {
            Files.copy(in, zip, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Map<String, String> sumsIn(Path zip) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : archive.stream().map(ZipEntry.class::cast).toList()) {
                try (InputStream in = archive.getInputStream(entry)) {
                    sums.put(entry.getName(), Sums.sha256(in));
                }
            }
        }
        return sums;
    }
}
