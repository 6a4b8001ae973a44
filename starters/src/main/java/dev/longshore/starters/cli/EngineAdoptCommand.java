package dev.longshore.starters.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "adopt",
        description = {
            "Accept the engine that the API is connected to now, after it was exchanged on purpose.",
            "Until then nothing is started on an engine that the ledger does not know, so that a wrong address never"
                    + " runs every job a second time. Unfinished jobs are then started on the new one.",
        },
        footer = {"", "Example:", "  longshore engine adopt"})
final class EngineAdoptCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print what the API answers as JSON on one line.")
    private boolean json;

    EngineAdoptCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        JsonDocument answer = connection.api(surroundings).post("/api/engine/adopt", RequestBody.none(), Map.of());
        screen.line(json ? answer.line() : "The engine is adopted; unfinished jobs are started on it.");
        screen.flush();
        return ExitCodes.DONE;
    }
}
