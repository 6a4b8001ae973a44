package dev.longshore.starters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The order for a job: a JSON file as it is, or with some of its fields set by options. Never held in memory, for an
 * order of the largest size would not fit into that of a command.
 *
 * @param changes fields and the JSON that shall stand in them
 */
public record JsonOrder(Map<String, String> changes) {

    private static final int LARGEST = 64 << 20;

    /** JSON of a text. */
    public static String text(String value) {
        return JsonDocument.ofText(value).line();
    }

    /** JSON given by the user, checked and on one line. */
    public static String value(String option, String json) {
        try {
            return JsonDocument.read(json).line();
        } catch (JacksonException e) {
            throw illFormed(option, e);
        }
    }

    /** An order of the options alone. */
    public RequestBody alone() throws IOException {
        return changed("the options", InputStream.nullInputStream());
    }

    /** The order in a file, or in what comes in if the file is {@code -}. */
    public RequestBody with(String file, InputStream in) throws IOException {
        if (file.equals("-")) {
            RequestBody.Spooled typed = RequestBody.Spooled.of(in, LARGEST + 1);
            requireFitting("the standard input", typed.length());
            return changes.isEmpty() ? typed : changed("the standard input", typed.open());
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw CommandFailure.refused(
                    "there is no file " + file + " that can be read", "--files - reads the standard input");
        }
        requireFitting(file, Files.size(path));
        return changes.isEmpty() ? new RequestBody.Stored(path) : changed(file, Files.newInputStream(path));
    }

    private RequestBody changed(String name, InputStream order) throws IOException {
        RequestBody.Spooled changed = RequestBody.Spooled.empty();
        JsonFactory json = new JsonFactory();
        try (order;
                OutputStream out = Files.newOutputStream(changed.file());
                JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out);
                JsonParser parser = json.createParser(ObjectReadContext.empty(), order)) {
            generator.writeStartObject();
            copyFields(name, parser, generator);
            changes.forEach((field, value) -> {
                generator.writeName(field);
                generator.writeRawValue(value);
            });
            generator.writeEndObject();
            if (parser.nextToken() != null) {
                throw CommandFailure.refused(
                        name + ": something follows the JSON object", "an order is one object, and one job");
            }
        } catch (JacksonException e) {
            throw illFormed(name, e);
        }
        requireFitting(name, changed.length());
        return changed;
    }

    private void copyFields(String name, JsonParser parser, JsonGenerator generator) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw CommandFailure.refused(name + " holds no JSON object", "it must look like {\"files\":[…]}");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            if (changes.containsKey(field)) {
                parser.skipChildren();
            } else {
                generator.writeName(field);
                generator.copyCurrentStructureExact(parser);
            }
        }
    }

    private static void requireFitting(String name, long size) {
        if (size > LARGEST) {
            throw CommandFailure.refused(
                    name + " is " + Figures.size(size) + " or more, an order may have 64.0 MiB",
                    "name a prefix instead of files, or make two jobs of it");
        }
    }

    private static CommandFailure illFormed(String name, JacksonException e) {
        String where = e.getLocation() == null
                ? ""
                : ", line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return CommandFailure.refused(name + where + ": " + e.getOriginalMessage(), null)
                .because(e);
    }
}
