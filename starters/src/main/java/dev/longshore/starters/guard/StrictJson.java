package dev.longshore.starters.guard;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.starters.problem.RefusedException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as callers send it: nothing unknown, nothing twice, nothing behind it, no type bent into another, depth and lengths bounded. */
public final class StrictJson {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_TEXT = 1 << 20;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(1024)
                    .build())
            .build();
    private final JsonMapper mapper = JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    public JsonFactory factory() {
        return factory;
    }

    /** A small body; an empty one is taken as {@code {}}. */
    public <T> T read(byte[] body, Class<T> type) {
        try {
            T read = body.length == 0 ? mapper.readValue("{}", type) : mapper.readValue(body, type);
            if (read == null) {
                throw badRequest("The body must be a JSON object.");
            }
            return read;
        } catch (UnrecognizedPropertyException unknown) {
            throw badRequest("Unknown field " + unknown.getPropertyName() + "; known here: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        } catch (DatabindException wrong) {
            throw badRequest(
                    wrong.getPath().isEmpty()
                            ? "The body must be one JSON object" + place(wrong) + "."
                            : "The field " + fieldOf(wrong) + " has the wrong type" + place(wrong) + ".");
        } catch (JacksonException illFormed) {
            throw illFormed(illFormed);
        }
    }

    public static RefusedException illFormed(JacksonException error) {
        String said = error.getOriginalMessage();
        return badRequest("The body is not well-formed JSON" + place(error) + ": " + firstLine(said));
    }

    private static String fieldOf(DatabindException error) {
        return error.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String place(JacksonException error) {
        TokenStreamLocation at = error.getLocation();
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String firstLine(String said) {
        int end = said.indexOf('\n');
        return end < 0 ? said : said.substring(0, end);
    }
}
