package dev.longshore.connections;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What a local mode's {@code endpoints.json} says. A part that does not run is null. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Endpoints(
        long pid,
        @Nullable String api,
        @Nullable S3 s3,
        @Nullable String sqs,
        @Nullable String redis,
        @Nullable String postgres,
        @Nullable Engine engine,
        @Nullable String simulators,
        @Nullable String filerobot) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record S3(String endpoint, String accessKey, String secretKey) {

        @Override
        public String toString() {
            return "S3[endpoint=" + endpoint + ", accessKey=" + accessKey + ", secretKey=***]";
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Engine(
            String way, String address, @Nullable String ui) {

        /** The way of an engine that is not ours. */
        public static final String EXTERNAL = "external";
    }
}
