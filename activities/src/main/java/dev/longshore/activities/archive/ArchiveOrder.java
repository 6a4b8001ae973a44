package dev.longshore.activities.archive;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.ledger.Job;
import dev.longshore.storage.ObjectAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for, as the job's row keeps it. The files stand in rows of their own.
 *
 * @param from the prefix to pack; null if the files were named
 * @param to the archive
 * @param exists {@code fail}, {@code replace} or {@code suffix}
 * @param missing {@code fail} or {@code skip}
 * @param names {@code suffix} or {@code refuse}; null in orders of earlier versions, which means {@code suffix}
 * @param plan {@code auto}, {@code fewest-bytes} or {@code fewest-requests}; null means {@code auto}
 * @param dryRun whether the archive is only to be planned
 * @param link how long download links to the archive shall be valid; null if the order does not say
 * @param manifest whether the archive lists its entries and what was left out, in an entry of its own
 * @param compression {@code store} or {@code auto}; null means {@code store}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ArchiveOrder(
        @Nullable String from,
        String to,
        String exists,
        String missing,
        @Nullable String names,
        boolean manifest,
        @Nullable String plan,
        boolean dryRun,
        @Nullable String link,
        @Nullable String compression,
        @Nullable JsonNode metadata) {

    /** Numbers of the metadata stay as they were written. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static ArchiveOrder of(Job job) {
        try {
            return JSON.readValue(job.request(), ArchiveOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The request of " + job.id() + " cannot be read", e);
        }
    }

    ObjectAddress target() {
        return ObjectAddress.parse(to);
    }

    boolean skipsMissing() {
        return missing.equals("skip");
    }

    boolean refusesEqualNames() {
        return "refuse".equals(names);
    }

    boolean wantsFewestBytes() {
        return "fewest-bytes".equals(plan);
    }

    boolean wantsFewestRequests() {
        return "fewest-requests".equals(plan);
    }

    /** Not in a dry run, for what a file gains is known only when all of it has been deflated. */
    boolean deflates() {
        return "auto".equals(compression) && !dryRun;
    }

    boolean replaces() {
        return exists.equals("replace");
    }

    boolean suffixes() {
        return exists.equals("suffix");
    }
}
