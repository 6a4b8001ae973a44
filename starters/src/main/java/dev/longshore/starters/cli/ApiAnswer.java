package dev.longshore.starters.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** An answer of the API that is not to be taken as it is: says what it means for the user. */
record ApiAnswer(int status, String body, @Nullable String location) {

    private static final int LONGEST = 500;

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    JsonDocument json(String base) {
        try {
            JsonDocument json = JsonDocument.read(body);
            if (json.isObject()) {
                return json;
            }
            throw stranger(base);
        } catch (JacksonException e) {
            throw stranger(base).because(e);
        }
    }

    CommandFailure failure(String base) {
        String detail = detail();
        String message = detail.isEmpty() ? base + " answered with status " + status : detail;
        return switch (status) {
            case 401 -> CommandFailure.refused(message, "set LONGSHORE_TOKEN to a token that " + base + " knows");
            case 403 -> CommandFailure.refused(message, null);
            case 404 ->
                detail.isEmpty()
                        ? new CommandFailure(
                                ExitCodes.NOT_FOUND, base + " does not know that", "is it a Longshore API?")
                        : new CommandFailure(ExitCodes.NOT_FOUND, message, null);
            case 429 -> CommandFailure.noAnswer(message, "try again soon");
            case 503 ->
                CommandFailure.noAnswer(message, "try again soon, or look with longshore doctor")
                        .leavingOpen();
            default -> other(message, base);
        };
    }

    private CommandFailure other(String message, String base) {
        if (status >= 400 && status < 500) {
            return CommandFailure.refused(message, null);
        }
        if (status >= 300 && status < 400) {
            return CommandFailure.noAnswer(
                    base + " sends us elsewhere" + (location == null ? "" : ", to " + location),
                    "set LONGSHORE_URL to where the API is");
        }
        return CommandFailure.noAnswer(message, "the log of the API at " + base + " has more")
                .leavingOpen();
    }

    private CommandFailure stranger(String base) {
        return CommandFailure.noAnswer(
                        "what answers at " + base + " is not Longshore", "set LONGSHORE_URL to where the API is")
                .leavingOpen();
    }

    /** What a problem document says, else what another body says if it is a word to a person. */
    private String detail() {
        try {
            JsonDocument problem = JsonDocument.read(body);
            String detail = problem.at("detail").text();
            String said = detail.isEmpty() ? problem.at("title").text() : detail;
            return said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
        } catch (JacksonException e) {
            return ""; // a page for browsers, or nothing at all
        }
    }
}
