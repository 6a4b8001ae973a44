package dev.longshore.starters.cli;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * A piece of JSON as the API sent it: fields in their order, numbers in their digits. Read with Jackson's streaming
 * core alone, for its object mapper takes four times as long to load as the rest of a command.
 */
public final class JsonDocument {

    private final @Nullable Object value;

    private JsonDocument(@Nullable Object value) {
        this.value = value;
    }

    /** Digits as they were written. */
    private record Digits(String text) {}

    /**
     * Reads a text.
     *
     * @throws JacksonException if it is not exactly one JSON value
     */
    public static JsonDocument read(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            JsonDocument document = new JsonDocument(valueAt(parser));
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "Something follows the JSON value");
            }
            return document;
        }
    }

    public static JsonDocument ofText(String text) {
        return new JsonDocument(text);
    }

    /** The value at a path of fields; one that says null where there is none. */
    public JsonDocument at(String... path) {
        Object reached = value;
        for (String field : path) {
            reached = reached instanceof Map<?, ?> fields ? fields.get(field) : null;
        }
        return new JsonDocument(reached);
    }

    public boolean isNull() {
        return value == null;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    /** The text of a value, empty if it is null. */
    public String text() {
        if (value instanceof String || value instanceof Boolean) {
            return value.toString();
        }
        return value == null ? "" : line();
    }

    /** The whole number, 0 if it is none. */
    long number() {
        if (!(value instanceof Digits digits)) {
            return 0;
        }
        return digits.text().matches("-?\\d{1,18}") ? Long.parseLong(digits.text()) : 0;
    }

    List<JsonDocument> items() {
        return value instanceof List<?> items
                ? items.stream().map(JsonDocument::new).toList()
                : List.of();
    }

    Map<String, JsonDocument> fields() {
        Map<String, JsonDocument> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, field) -> fields.put(String.valueOf(name), new JsonDocument(field)));
        }
        return fields;
    }

    /** On one line. */
    public String line() {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
            write(generator, value);
        }
        return line.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonDocument document && Objects.equals(value, document.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    private static @Nullable Object valueAt(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new StreamReadException(parser, "There is no JSON value");
        }
        return switch (token) {
            case START_OBJECT -> objectAt(parser);
            case START_ARRAY -> arrayAt(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }

    private static Map<String, @Nullable Object> objectAt(JsonParser parser) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, valueAt(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> arrayAt(JsonParser parser) {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(valueAt(parser));
        }
        return items;
    }

    private static void write(JsonGenerator generator, @Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            generator.writeStartObject();
            fields.forEach((name, field) -> {
                generator.writeName(String.valueOf(name));
                write(generator, field);
            });
            generator.writeEndObject();
        } else if (value instanceof List<?> items) {
            generator.writeStartArray();
            items.forEach(item -> write(generator, item));
            generator.writeEndArray();
        } else {
            writePlain(generator, value);
        }
    }

    private static void writePlain(JsonGenerator generator, @Nullable Object value) {
        if (value instanceof Digits digits) {
            generator.writeNumber(digits.text());
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }
}
