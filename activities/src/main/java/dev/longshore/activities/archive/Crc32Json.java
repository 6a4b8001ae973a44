package dev.longshore.activities.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checksum of a file as its row keeps it: {@code {"crc32":"1a2b3c4d"}}. */
final class Crc32Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Crc32Json() {}

    static @Nullable String of(@Nullable Integer crc32) {
        return crc32 == null ? null : "{\"crc32\":\"" + HexFormat.of().toHexDigits(crc32) + "\"}";
    }

    static Optional<Integer> in(@Nullable String checksum) {
        if (checksum == null) {
            return Optional.empty();
        }
        try {
            JsonNode crc32 = JSON.readTree(checksum).path("crc32");
            return crc32.isTextual() ? Optional.of(HexFormat.fromHexDigits(crc32.asText())) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A checksum cannot be read: " + checksum, e);
        }
    }
}
