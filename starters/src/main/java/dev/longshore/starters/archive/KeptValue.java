package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.tooLarge;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.workflows.archive.NoticeLimits;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Takes a JSON value as it is, if the ledger can keep it and a notice has room for it. */
final class KeptValue {

    private static final int MAX_EXPONENT = 400;
    private static final int MAX_DIGITS = 1000;

    private final JsonFactory factory;
    private final StringWriter kept = new StringWriter();
    /** What a notice takes more than the text that is kept here. */
    private long more;

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
                copy.flush();
                requireRoom(kept.getBuffer().length());
            } while (depth > 0 && json.nextToken() != null);
        }
        requireRoom(kept.toString().getBytes(UTF_8).length);
        return kept.toString();
    }

    private void check(JsonToken token, JsonParser json) {
        switch (token) {
            case PROPERTY_NAME, VALUE_STRING -> checkText(json.getString());
            case VALUE_NUMBER_FLOAT -> checkNumber(json.getDecimalValue());
            default -> {
                // nothing that the ledger could not keep
            }
        }
    }

    /** A notice writes these two as six characters of a byte each, for SQS refuses them. */
    private void checkText(String text) {
        OrderReader.requireWholeText(text, "metadata");
        more += 3 * text.chars().filter(c -> c == 0xFFFE || c == 0xFFFF).count();
    }

    /** Written out, as the ledger does, 1e100000 is a hundred thousand digits long. */
    private void checkNumber(BigDecimal number) {
        if (Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT) {
            throw badRequest("metadata contains a number with an exponent beyond ±" + MAX_EXPONENT + ".");
        }
        int plain = number.toPlainString().length();
        if (plain > MAX_DIGITS) {
            throw badRequest("metadata contains a number that is longer than 1,000 characters when it is written out.");
        }
        more += Math.max(0, plain - number.toString().length());
    }

    private void requireRoom(long bytes) {
        if (bytes + more > NoticeLimits.METADATA) {
            throw tooLarge(String.format(
                    Locale.ROOT,
                    "metadata is longer than %,d bytes, the most that a notice takes.",
                    NoticeLimits.METADATA));
        }
    }
}
