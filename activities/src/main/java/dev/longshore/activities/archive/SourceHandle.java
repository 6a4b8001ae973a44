package dev.longshore.activities.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.TakenFile;
import dev.longshore.storage.ListedObject;
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
 * @param isListed whether a listing told this, and no request for the file alone
 * @param packing null until somebody knows whether the file is worth being deflated
 * @param offset of the file's header in the archive; null until it is planned
 * @param end behind the last byte of the file in the archive
 */
record SourceHandle(
        String etag,
        Instant modified,
        boolean isListed,
        @Nullable Packing packing,
        @Nullable Long offset,
        @Nullable Long end) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Somebody has looked whether the file gets smaller, or knows it of its kind: it is stored, unless its deflated bytes lie somewhere. */
    record Packing(@Nullable DeflatedBytes deflated) {}

    static SourceHandle pinned(String etag, Instant modified) {
        return new SourceHandle(etag, modified, false, null, null, null);
    }

    static SourceHandle listed(ListedObject object) {
        return new SourceHandle(object.etag(), object.modified(), true, null, null, null);
    }

    static SourceHandle of(JobFile file) {
        return read(file.ordinal(), file.handle());
    }

    static SourceHandle of(TakenFile file) {
        return read(file.ordinal(), file.handle());
    }

    private static SourceHandle read(long ordinal, @Nullable String handle) {
        try {
            var json = JSON.readTree(String.valueOf(handle));
            return new SourceHandle(
                    json.path("etag").asText(),
                    Instant.parse(json.path("modified").asText()),
                    json.path("listed").asBoolean(),
                    json.has("method") ? packingIn(json) : null,
                    json.has("offset") ? json.path("offset").asLong() : null,
                    json.has("end") ? json.path("end").asLong() : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The handle of file " + ordinal + " cannot be read", e);
        }
    }

    private static Packing packingIn(JsonNode json) {
        return new Packing(json.has("deflated") ? DeflatedBytes.of(json.path("deflated")) : null);
    }

    SourceHandle placed(PlacedEntry entry) {
        return new SourceHandle(etag, modified, isListed, packing, entry.headerOffset(), entry.end());
    }

    SourceHandle packed(@Nullable DeflatedBytes bytes) {
        return new SourceHandle(etag, modified, isListed, new Packing(bytes), offset, end);
    }

    /** Null for a file that is stored. */
    @Nullable DeflatedBytes deflated() {
        return packing == null ? null : packing.deflated();
    }

    String json() {
        ObjectNode json = JSON.createObjectNode().put("etag", etag).put("modified", modified.toString());
        if (isListed) {
            json.put("listed", true);
        }
        DeflatedBytes deflated = deflated();
        if (packing != null) {
            json.put("method", deflated == null ? "stored" : "deflated");
        }
        if (deflated != null) {
            json.set("deflated", deflated.json(JSON));
        }
        if (offset != null && end != null) {
            json.put("offset", offset).put("end", end);
        }
        return json.toString();
    }

    static ZipEntry entryOf(JobFile file, SourceHandle handle) {
        DeflatedBytes deflated = handle.deflated();
        Long deflatedSize = deflated == null ? null : (Long) deflated.size();
        return new ZipEntry(file.target(), sizeOf(file), handle.modified(), deflatedSize);
    }

    static PlacedEntry placedEntryOf(JobFile file) {
        return placedEntryOf(file, of(file));
    }

    static PlacedEntry placedEntryOf(JobFile file, SourceHandle handle) {
        if (handle.offset() == null) {
            throw new IllegalStateException("File " + file.ordinal() + " has no place in the archive");
        }
        return new PlacedEntry(file.ordinal(), entryOf(file, handle), handle.offset());
    }

    static boolean isDeflated(JobFile file) {
        return of(file).deflated() != null;
    }

    /** The object that holds the entry's bytes, as they are in the archive. */
    static ObjectPin pinOf(JobFile file) {
        return pinOf(file, of(file));
    }

    static ObjectPin pinOf(JobFile file, SourceHandle handle) {
        DeflatedBytes deflated = handle.deflated();
        return deflated == null
                ? new ObjectPin(ObjectAddress.parse(file.source()), handle.etag(), sizeOf(file))
                : deflated.object();
    }

    /** Where in that object they begin. */
    long begin() {
        DeflatedBytes deflated = deflated();
        return deflated == null ? 0 : deflated.offset();
    }

    static long sizeOf(JobFile file) {
        Long bytes = file.bytes();
        if (bytes == null) {
            throw new IllegalStateException("File " + file.ordinal() + " has not been inspected");
        }
        return bytes;
    }
}
