package dev.longshore.activities.archive;

import dev.longshore.embedded.PassedRequest;

/** What requests to a store are, as a line before it sees them. */
final class Requests {

    private Requests() {}

    static boolean isPart(PassedRequest request) {
        return request.method().equals("PUT") && request.query().containsKey("partNumber");
    }

    static boolean isCompletion(PassedRequest request) {
        return request.method().equals("POST") && request.query().containsKey("uploadId");
    }

    static boolean isBegin(PassedRequest request) {
        return request.method().equals("POST") && request.query().containsKey("uploads");
    }
}
