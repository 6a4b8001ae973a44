package dev.longshore.embedded;

import java.util.Map;

/** The head of a request; names of headers are in lower case, parameters without a value have an empty one. */
public record PassedRequest(String method, String path, Map<String, String> query, Map<String, String> headers) {}
