package dev.longshore.starters.archive;

import dev.longshore.starters.cli.Api;
import dev.longshore.starters.cli.ConnectionOptions;
import dev.longshore.starters.cli.ExitCodes;
import dev.longshore.starters.cli.JsonDocument;
import dev.longshore.starters.cli.JsonOrder;
import dev.longshore.starters.cli.OrphanPage;
import dev.longshore.starters.cli.RequestBody;
import dev.longshore.starters.cli.Screen;
import dev.longshore.starters.cli.Surroundings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sweep",
        description = {
            "Show what ended jobs left in the buckets of archives: unfinished uploads and temporary objects.",
            "Only with --remove anything is removed. Uploads of others in the same buckets are left alone.",
        },
        footer = {"", "Examples:", "  longshore archive sweep", "  longshore archive sweep --older-than 30d --remove"})
final class ArchiveSweepCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "Only what is older, such as 12h or 30d. Default: 7d.")
    private String olderThan = "7d";

    @Option(names = "--remove", description = "Remove it.")
    private boolean remove;

    @Option(names = "--json", description = "Print each as JSON on one line, as the API sends them.")
    private boolean json;

    ArchiveSweepCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        JsonDocument swept = asked(connection.api(surroundings));
        Screen screen = new Screen(surroundings);
        boolean isAllDone = new OrphanPage(screen, surroundings.clock()).write(swept, json);
        screen.flush();
        return isAllDone ? ExitCodes.DONE : ExitCodes.SOME_FILES_FAILED;
    }

    private JsonDocument asked(Api api) {
        return remove
                ? api.post(
                        "/api/archive/sweep",
                        RequestBody.json("{\"olderThan\":" + JsonOrder.text(olderThan) + "}"),
                        Map.of())
                : api.get("/api/archive/sweep?olderThan=" + URLEncoder.encode(olderThan, StandardCharsets.UTF_8));
    }
}
