package dev.longshore.storage;

import java.time.Instant;

/** A multipart upload that was begun and neither completed nor aborted. */
public record UnfinishedUpload(ObjectAddress address, String uploadId, Instant initiated) {}
