package dev.longshore.activities.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectPin;

/** Where the deflated bytes of a file lie: in an object that may hold those of others too. */
record DeflatedBytes(ObjectPin object, long offset, long size) {

    static DeflatedBytes of(JsonNode json) {
        ObjectPin object = new ObjectPin(
                ObjectAddress.parse(json.path("object").asText()),
                json.path("etag").asText(),
                json.path("objectSize").asLong());
        return new DeflatedBytes(
                object, json.path("offset").asLong(), json.path("size").asLong());
    }

    ObjectNode json(ObjectMapper mapper) {
        return mapper.createObjectNode()
                .put("object", object.address().toString())
                .put("etag", object.etag())
                .put("objectSize", object.size())
                .put("offset", offset)
                .put("size", size);
    }
}
