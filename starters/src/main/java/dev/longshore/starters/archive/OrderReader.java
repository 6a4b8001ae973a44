package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.tooLarge;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.starters.guard.StrictJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a request token by token, so that a million files need no list. The same bytes can be read again. */
final class OrderReader {

    static final int MAX_FILES = 1_000_000;

    private static final String KNOWN =
            "compression, exists, files, from, link, manifest, metadata, missing, names, plan, to";
    private static final String KNOWN_OF_FILES = "destination, source";

    /** Is told each file in the order of the request. */
    interface Files {
        void file(long ordinal, String source, @Nullable String destination);
    }

    private final JsonFactory factory;
    private final byte[] body;
    private final Files files;
    private final UnknownFields unknown;

    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String metadata;
    private IfExists exists = IfExists.FAIL;
    private IfMissing missing = IfMissing.FAIL;
    private IfNamesEqual names = IfNamesEqual.SUFFIX;
    private PlanWish plan = PlanWish.AUTO;
    private Compression compression = Compression.STORE;
    private boolean manifest;
    private @Nullable String link;
    private long count = -1;

    OrderReader(JsonFactory factory, byte[] body, UnknownFields unknown, Files files) {
        this.factory = factory;
        this.body = body;
        this.unknown = unknown;
        this.files = files;
    }

    WrittenOrder read() {
        if (body.length == 0) {
            throw badRequest("The body is empty; it must be a JSON object with files or from.");
        }
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), body)) {
            require(json.nextToken(), JsonToken.START_OBJECT, "The body must be a JSON object");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                readField(field, json);
            }
            if (json.nextToken() != null) {
                throw badRequest("Something stands behind the end of the JSON object.");
            }
        } catch (JacksonException illFormed) {
            throw StrictJson.illFormed(illFormed);
        }
        return new WrittenOrder(from, to, metadata, exists, missing, names, plan, compression, manifest, link, count);
    }

    private void readField(String field, JsonParser json) {
        switch (field) {
            case "files" -> readFiles(json);
            case "from" -> from = text(json, "from");
            case "to" -> to = text(json, "to");
            case "metadata" -> metadata = new KeptValue(factory).read(json);
            case "exists" -> exists = oneOf(IfExists.values(), "exists", json);
            case "missing" -> missing = oneOf(IfMissing.values(), "missing", json);
            case "names" -> names = oneOf(IfNamesEqual.values(), "names", json);
            case "link" -> link = LinkWish.checked(text(json, "link"));
            case "plan" -> plan = oneOf(PlanWish.values(), "plan", json);
            case "compression" -> compression = oneOf(Compression.values(), "compression", json);
            case "manifest" -> manifest = yesOrNo(json, "manifest");
            default -> {
                unknown.found(field, "", KNOWN);
                json.skipChildren();
            }
        }
    }

    private void readFiles(JsonParser json) {
        require(json.currentToken(), JsonToken.START_ARRAY, "files must be an array");
        count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count >= MAX_FILES) {
                throw tooLarge("files has more than 1,000,000 entries, the most that one job takes.");
            }
            readFile(json);
            count++;
        }
    }

    private void readFile(JsonParser json) {
        String place = "files[" + count + "]";
        require(
                json.currentToken(),
                JsonToken.START_OBJECT,
                place + " must be an object with source and maybe destination");
        String source = null;
        String destination = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "source" -> source = text(json, place + ".source");
                case "destination" -> destination = textOrNull(json, place + ".destination");
                default -> {
                    unknown.found(field, " in " + place, KNOWN_OF_FILES);
                    json.skipChildren();
                }
            }
        }
        if (source == null) {
            throw badRequest(place + ".source is missing.");
        }
        files.file(count, source, destination);
    }

    private static @Nullable String textOrNull(JsonParser json, String field) {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : text(json, field);
    }

    private static boolean yesOrNo(JsonParser json, String field) {
        JsonToken found = json.currentToken();
        if (found != JsonToken.VALUE_TRUE && found != JsonToken.VALUE_FALSE) {
            throw badRequest(field + " must be true or false.");
        }
        return found == JsonToken.VALUE_TRUE;
    }

    private static String text(JsonParser json, String field) {
        require(json.currentToken(), JsonToken.VALUE_STRING, field + " must be a string");
        String value = json.getString();
        requireWholeText(value, field);
        return value;
    }

    /** PostgreSQL keeps neither U+0000 nor halves of surrogate pairs. */
    static void requireWholeText(String value, String field) {
        if (value.indexOf('\0') >= 0) {
            throw badRequest(field + " contains the character U+0000.");
        }
        if (!UTF_8.newEncoder().canEncode(value)) {
            throw badRequest(field + " is not well-formed Unicode (half of a surrogate pair).");
        }
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String field, JsonParser json) {
        String word = text(json, field);
        StringBuilder allowed = new StringBuilder();
        for (E value : values) {
            String known = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (known.equals(word)) {
                return value;
            }
            allowed.append(allowed.isEmpty() ? "" : ", ").append(known);
        }
        throw badRequest(field + " is \"" + word + "\"; allowed: " + allowed + ".");
    }

    private static void require(@Nullable JsonToken found, JsonToken wanted, String rule) {
        if (found != wanted) {
            throw badRequest(rule + ".");
        }
    }
}
