package dev.longshore.starters.sync;

import dev.longshore.starters.cli.JsonOrder;
import dev.longshore.starters.cli.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which flows a verb means. */
final class FlowsOfCommand {

    @Option(names = "--host", paramLabel = "NAME", description = "The host. Needed only if several have flows.")
    private @Nullable String host;

    @Option(
            names = "--flow",
            split = ",",
            paramLabel = "NAME",
            description = "Only these flows. Default: all; approve wants them named.")
    private List<String> flows = List.of();

    RequestBody order() {
        return order("", false);
    }

    /** As above, with a wish if it is wished. */
    RequestBody order(String wish, boolean isWished) {
        List<String> fields = new ArrayList<>();
        if (host != null) {
            fields.add("\"host\":" + JsonOrder.text(host));
        }
        if (!flows.isEmpty()) {
            fields.add("\"flows\":" + flows.stream().map(JsonOrder::text).collect(Collectors.joining(",", "[", "]")));
        }
        if (isWished) {
            fields.add("\"" + wish + "\":true");
        }
        return RequestBody.json("{" + String.join(",", fields) + "}");
    }
}
