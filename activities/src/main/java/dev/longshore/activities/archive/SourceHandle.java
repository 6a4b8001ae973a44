package dev.longshore.activities.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.ledger.JobFile;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.ZipEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the row of a file remembers of its source and of its place in the archive.
 *
 * @param etag of the source when it was inspected: no other content is packed
 * @param modified of the source
 * @param offset of the file's header in the archive; null until it is planned
 * @param end behind the last byte of the file in the archive
 */
record SourceHandle(
        String etag,
        Instant modified,
        @Nullable Long offset,
        @Nullable Long end) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SourceHandle pinned(String etag, Instant modified) {
        return new SourceHandle(etag, modified, null, null);
    }

    static SourceHandle of(JobFile file) {
        try {
            var json = JSON.readTree(String.valueOf(file.handle()));
            return new SourceHandle(
                    json.path("etag").asText(),
                    Instant.parse(json.path("modified").asText()),
                    json.has("offset") ? json.path("offset").asLong() : null,
                    json.has("end") ? json.path("end").asLong() : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The handle of file " + file.ordinal() + " cannot be read", e);
        }
    }

    SourceHandle placed(PlacedEntry entry) {
        return new SourceHandle(etag, modified, entry.headerOffset(), entry.end());
    }

    String json() {
        ObjectNode json = JSON.createObjectNode().put("etag", etag).put("modified", modified.toString());
        if (offset != null && end != null) {
            json.put("offset", offset).put("end", end);
        }
        return json.toString();
    }

    static ZipEntry entryOf(JobFile file, SourceHandle handle) {
        return new ZipEntry(file.target(), sizeOf(file), handle.modified());
    }

    static PlacedEntry placedEntryOf(JobFile file) {
        SourceHandle handle = of(file);
        if (handle.offset() == null) {
            throw new IllegalStateException("File " + file.ordinal() + " has no place in the archive");
        }
        return new PlacedEntry(file.ordinal(), entryOf(file, handle), handle.offset());
    }

    static ObjectPin pinOf(JobFile file) {
        return new ObjectPin(ObjectAddress.parse(file.source()), of(file).etag(), sizeOf(file));
    }

    static long sizeOf(JobFile file) {
        Long bytes = file.bytes();
        if (bytes == null) {
            throw new IllegalStateException("File " + file.ordinal() + " has not been inspected");
        }
        return bytes;
    }
}
