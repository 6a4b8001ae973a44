package dev.longshore.storage;

/** An object that is whole and visible; its ETag has quotes. */
public record Completed(String etag) {}
