package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.tooLarge;

import java.io.StringWriter;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Takes a JSON value as it is, up to a size, if the ledger can keep it. */
final class KeptValue {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_EXPONENT = 400;

    private final JsonFactory factory;
    private final StringWriter kept = new StringWriter();

    KeptValue(JsonFactory factory) {
        this.factory = factory;
    }

    /** Reads from the current token to the end of its value. */
    String read(JsonParser json) {
        try (JsonGenerator copy = factory.createGenerator(ObjectWriteContext.empty(), kept)) {
            int depth = 0;
            do {
                JsonToken token = json.currentToken();
                check(token, json);
                copy.copyCurrentEventExact(json);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                requireRoom(copy);
            } while (depth > 0 && json.nextToken() != null);
        }
        return kept.toString();
    }

    private void check(JsonToken token, JsonParser json) {
        switch (token) {
            case PROPERTY_NAME, VALUE_STRING -> OrderReader.requireWholeText(json.getString(), "metadata");
            case VALUE_NUMBER_FLOAT -> requireUsual(json.getDecimalValue());
            default -> {
                // nothing that the ledger could not keep
            }
        }
    }

    /** Written out, 1e100000 is a hundred thousand digits long. */
    private void requireUsual(BigDecimal number) {
        if (Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT) {
            throw badRequest("metadata contains a number with an exponent beyond ±" + MAX_EXPONENT + ".");
        }
    }

    private void requireRoom(JsonGenerator copy) {
        copy.flush();
        if (kept.getBuffer().length() > MAX_CHARACTERS) {
            throw tooLarge("metadata is longer than 1,048,576 characters.");
        }
    }
}
