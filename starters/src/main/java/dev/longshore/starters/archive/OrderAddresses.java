package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.connections.ArchiveBuckets;
import dev.longshore.storage.ObjectAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Where the sources and the target of a request are: written out, or below a default bucket. */
final class OrderAddresses {

    private final ArchiveBuckets defaults;

    OrderAddresses(ArchiveBuckets defaults) {
        this.defaults = defaults;
    }

    ObjectAddress source(long ordinal, String written) {
        String field = "files[" + ordinal + "].source";
        ObjectAddress address = inSources(written, field);
        if (address.key().isEmpty()) {
            throw badRequest(field + " names no object: " + written + ".");
        }
        return address;
    }

    /** Ends with the slash that was written, or with none: a prefix is a beginning of keys, not a folder. */
    ObjectAddress prefix(String written) {
        return inSources(written, "from");
    }

    /** The id is the job's, without its room. */
    ObjectAddress target(@Nullable String written, String id, Instant createdAt) {
        if (written == null) {
            LocalDate day = LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
            return new ObjectAddress("", destinationBucket(), id + "/download-" + day + ".zip");
        }
        ObjectAddress address = isUri(written) ? parse(written, "to") : below(destinationBucket(), written, "to");
        if (address.key().isEmpty() || address.key().endsWith("/")) {
            throw badRequest("to must name an object, for example s3://bucket/trip.zip; it is " + written + ".");
        }
        return address;
    }

    private ObjectAddress inSources(String written, String field) {
        if (isUri(written)) {
            return parse(written, field);
        }
        String bucket = defaults.sourceBucket();
        if (bucket == null) {
            throw badRequest(field + " names no bucket (" + written + "), and longshore.archive.source-bucket"
                    + " (S3_SOURCE_BUCKET) is not set: write s3://bucket/key.");
        }
        return below(bucket, written, field);
    }

    private String destinationBucket() {
        String bucket = defaults.destinationBucket();
        if (bucket == null) {
            throw badRequest("to names no bucket, and longshore.archive.destination-bucket (S3_DESTINATION_BUCKET)"
                    + " is not set: write s3://bucket/key.");
        }
        return bucket;
    }

    private static boolean isUri(String written) {
        return written.contains("://");
    }

    private static ObjectAddress parse(String written, String field) {
        try {
            return ObjectAddress.parse(written);
        } catch (IllegalArgumentException wrong) {
            throw badRequest(field + ": " + wrong.getMessage() + ".");
        }
    }

    private static ObjectAddress below(String bucket, String key, String field) {
        try {
            return new ObjectAddress("", bucket, key);
        } catch (IllegalArgumentException wrong) {
            throw badRequest(field + ": " + wrong.getMessage() + ".");
        }
    }
}
