package dev.longshore.activities.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Counted requests as results and the ledger have them: each kind with its number. */
final class RequestsJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestsJson() {}

    static ObjectNode of(RequestCounts requests) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (RequestKind kind : RequestKind.values()) {
            json.put(kind.word(), requests.of(kind));
        }
        return json;
    }

    static RequestCounts in(String json) {
        try {
            JsonNode counted = JSON.readTree(json);
            RequestCounts requests = new RequestCounts();
            for (RequestKind kind : RequestKind.values()) {
                requests.add(kind, counted.path(kind.word()).asLong());
            }
            return requests;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not written by us: " + json, e);
        }
    }
}
