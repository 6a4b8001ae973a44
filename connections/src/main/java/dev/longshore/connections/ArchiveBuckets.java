package dev.longshore.connections;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The buckets that archives mean when they name none.
 *
 * @param sourceBucket also by {@code S3_SOURCE_BUCKET}
 * @param destinationBucket also by {@code S3_DESTINATION_BUCKET}
 * @param baseUrl what download links begin with, also by {@code ARCHIVE_BASE_URL}; null for no links
 */
@ConfigurationProperties("longshore.archive")
public record ArchiveBuckets(
        @Nullable String sourceBucket,
        @Nullable String destinationBucket,
        @Nullable String baseUrl) {}
