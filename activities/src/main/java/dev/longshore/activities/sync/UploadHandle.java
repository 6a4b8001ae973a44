package dev.longshore.activities.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.ledger.TakenFile;
import java.util.Optional;

/** Finds an upload that was begun for a file. */
record UploadHandle(String key, String upload) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty if none was begun. */
    static Optional<UploadHandle> of(TakenFile file) {
        try {
            String handle = file.handle();
            return handle == null ? Optional.empty() : Optional.of(JSON.readValue(handle, UploadHandle.class));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The handle of " + file.source() + " cannot be read", unreadable);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
