package dev.longshore.starters.openapi;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document, held against what is really answered. Knows the words of JSON Schema that the document uses. */
public record Description(JsonNode document) {

    /** What is wrong with this answer; a field that the document does not name is wrong too. */
    public List<String> faultsOf(String method, String path, int status, JsonNode body) {
        JsonNode response = document.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status));
        List<String> faults = new ArrayList<>();
        if (response.isMissingNode()) {
            faults.add(method + " " + path + " does not tell of status " + status);
            return faults;
        }
        JsonNode schema =
                response.path("content").valueStream().findFirst().orElseThrow().path("schema");
        check(schema, body, method + " " + path + " " + status, faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String place, List<String> faults) {
        if (schema.has("$ref")) {
            check(named(schema.path("$ref").asString()), value, place, faults);
            return;
        }
        JsonNode choices = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (!choices.isMissingNode()) {
            if (choices.valueStream().noneMatch(choice -> isFaultless(choice, value))) {
                faults.add(place + " is none of " + choices + ": " + value);
            }
            return;
        }
        checkType(schema, value, place, faults);
        checkFields(schema, value, place, faults);
        if (value.isArray() && schema.has("items")) {
            value.forEach(item -> check(schema.path("items"), item, place + "[]", faults));
        }
    }

    private JsonNode named(String reference) {
        JsonNode found = document.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("The document has no " + reference);
        }
        return found;
    }

    private boolean isFaultless(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(schema, value, "", faults);
        return faults.isEmpty();
    }

    private static void checkType(JsonNode schema, JsonNode value, String place, List<String> faults) {
        JsonNode type = schema.path("type");
        boolean fits = type.isArray()
                ? type.valueStream().anyMatch(one -> isOf(one.asString(), value))
                : type.isMissingNode() || isOf(type.asString(), value);
        if (!fits) {
            faults.add(place + " is not of type " + type + ": " + value);
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            faults.add(place + " is none of " + schema.path("enum") + ": " + value);
        }
        if (schema.path("format").asString("").equals("date-time") && value.isString() && !isMoment(value.asString())) {
            faults.add(place + " is no moment: " + value);
        }
    }

    private void checkFields(JsonNode schema, JsonNode value, String place, List<String> faults) {
        if (!value.isObject() || !schema.has("properties")) {
            return;
        }
        JsonNode known = schema.path("properties");
        StreamSupport.stream(schema.path("required").spliterator(), false)
                .filter(name -> !value.has(name.asString()))
                .forEach(name -> faults.add(place + " lacks " + name));
        value.properties().forEach(field -> {
            if (known.has(field.getKey())) {
                check(known.path(field.getKey()), field.getValue(), place + "." + field.getKey(), faults);
            } else {
                faults.add(place + " has " + field.getKey() + ", which the document does not name");
            }
        });
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private static boolean isMoment(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 2000;
        } catch (DateTimeParseException none) {
            return false;
        }
    }
}
