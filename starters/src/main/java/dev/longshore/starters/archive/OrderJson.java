package dev.longshore.starters.archive;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The request as the ledger keeps it for the job's steps: all addresses whole, and without the list of files. */
final class OrderJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // orders of earlier versions say less
            .build();

    String write(ZipArchiveOrder order, boolean dryRun) {
        WrittenOrder written = order.written();
        return mapper.writeValueAsString(new Kept(
                order.from() == null ? null : order.from().toString(),
                order.to().toString(),
                written.metadata(),
                written.exists().word(),
                written.missing().word(),
                written.names().word(),
                written.plan().word(),
                written.manifest(),
                written.link(),
                written.compression() == Compression.STORE
                        ? null
                        : written.compression().word(),
                dryRun));
    }

    Ends read(String request) {
        return mapper.readValue(request, Ends.class);
    }

    /** Where the archive is, says the result of its job. */
    String archiveIn(String result) {
        return mapper.readValue(result, Result.class).archive();
    }

    record Kept(
            @Nullable String from,
            String to,
            @JsonRawValue @Nullable String metadata,
            String exists,
            String missing,
            String names,
            String plan,
            boolean manifest,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String link,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String compression,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean dryRun) {}

    /** Where a job reads and writes, how long a link to it is valid, and whether it is only to be planned. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Ends(@Nullable String from, String to, @Nullable String link, boolean dryRun) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Result(String archive) {}
}
