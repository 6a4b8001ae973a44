package dev.longshore.starters.archive;

import dev.longshore.starters.cli.CommandFailure;
import dev.longshore.starters.cli.JsonOrder;
import dev.longshore.starters.cli.RequestBody;
import dev.longshore.starters.cli.Surroundings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to pack and how, the same for each verb that takes an order. */
final class OrderOfCommand {

    enum Exists {
        FAIL,
        REPLACE,
        SUFFIX;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Missing {
        FAIL,
        SKIP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Names {
        SUFFIX,
        REFUSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Packing {
        STORE,
        AUTO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Plan {
        AUTO,
        FEWEST_BYTES,
        FEWEST_REQUESTS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--files",
            paramLabel = "FILE",
            description = "The order as JSON, - for the standard input: {\"files\":[{\"source\":…,\"destination\":…}],"
                    + "\"metadata\":…}. A source is a key of the default bucket or s3://bucket/key.")
    private @Nullable String files;

    @Option(
            names = "--from",
            paramLabel = "URI",
            description = "Instead of a list: all objects below this prefix, such as s3://source-images/trip/.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "URI",
            description = "The archive. Default: ID/download-DATE.zip in the destination bucket.")
    private @Nullable String to;

    @Option(
            names = "--exists",
            paramLabel = "RULE",
            description = "If the archive exists already: ${COMPLETION-CANDIDATES}. Default: fail.")
    private @Nullable Exists exists;

    @Option(
            names = "--missing",
            paramLabel = "RULE",
            description = "If a source is missing or has changed: ${COMPLETION-CANDIDATES}. Default: fail.")
    private @Nullable Missing missing;

    @Option(
            names = "--names",
            paramLabel = "RULE",
            description = "If two entries would be called the same: ${COMPLETION-CANDIDATES}. Default: suffix.")
    private @Nullable Names sameNames;

    @Option(
            names = "--plan",
            paramLabel = "RULE",
            description =
                    "What to spare where the store can copy large files itself: ${COMPLETION-CANDIDATES}. Default: auto.")
    private @Nullable Plan plan;

    @Option(
            names = "--compression",
            paramLabel = "RULE",
            description =
                    "Whether files that get smaller by it are deflated: ${COMPLETION-CANDIDATES}. Default: store.")
    private @Nullable Packing compression;

    @Option(
            names = "--manifest",
            description = "Add an entry manifest.json that lists the others and what was left out.")
    private boolean manifest;

    @Option(
            names = "--link",
            paramLabel = "RULE",
            description = "How long download links to the archive are valid: presigned:30m, presigned:24h, presigned:7d"
                    + " (1m to 7d). Default: an hour.")
    private @Nullable String link;

    @Option(names = "--metadata", paramLabel = "JSON", description = "Any JSON value, kept with the job.")
    private @Nullable String metadata;

    /**
     * The order as the API wants it.
     *
     * @throws CommandFailure if it does not say what to pack
     */
    RequestBody body(Surroundings surroundings) throws IOException {
        if ((files == null) == (from == null)) {
            throw CommandFailure.refused("what to pack is said by either --files or --from", "give one of them");
        }
        JsonOrder order = new JsonOrder(changes());
        return files == null ? order.alone() : order.with(files, surroundings.in());
    }

    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        put(changes, "from", from);
        put(changes, "to", to);
        put(changes, "exists", exists);
        put(changes, "missing", missing);
        put(changes, "names", sameNames);
        put(changes, "plan", plan);
        put(changes, "compression", compression);
        put(changes, "link", link);
        if (manifest) {
            changes.put("manifest", "true");
        }
        if (metadata != null) {
            changes.put("metadata", JsonOrder.value("--metadata", metadata));
        }
        return changes;
    }

    private static void put(Map<String, String> changes, String field, @Nullable Object value) {
        if (value != null) {
            changes.put(field, JsonOrder.text(value.toString()));
        }
    }
}
