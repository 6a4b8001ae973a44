package dev.longshore.local;

import dev.longshore.connections.WrongSettingException;
import dev.longshore.embedded.DevServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which engine the local mode runs on: {@code LONGSHORE_ENGINE}, else the best one that is there. */
record EngineChoice(Way way, Optional<Path> cli, Optional<String> address) {

    enum Way {
        EXTERNAL("external"),
        DEV_SERVER("dev-server"),
        IN_PROCESS("in-process");

        private final String word;

        Way(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static EngineChoice of(Map<String, String> environment, Path data) {
        Optional<String> address =
                Optional.ofNullable(environment.get("TEMPORAL_ADDRESS")).filter(named -> !named.isBlank());
        String wish = environment.getOrDefault("LONGSHORE_ENGINE", "auto").strip();
        boolean wantsCli = wish.equals("dev-server") || address.isEmpty();
        Optional<Path> cli = wantsCli && !wish.equals("in-process") ? cliIn(environment, data) : Optional.empty();
        Way way = switch (wish) {
            case "", "auto" -> best(address, cli);
            case "external" -> Way.EXTERNAL;
            case "dev-server" -> Way.DEV_SERVER;
            case "in-process" -> Way.IN_PROCESS;
            default ->
                throw new WrongSettingException("LONGSHORE_ENGINE", wish, "auto, external, dev-server, in-process");
        };
        return new EngineChoice(way, cli, address).checked();
    }

    private static Way best(Optional<String> address, Optional<Path> cli) {
        if (address.isPresent()) {
            return Way.EXTERNAL;
        }
        return cli.isPresent() ? Way.DEV_SERVER : Way.IN_PROCESS;
    }

    private static Optional<Path> cliIn(Map<String, String> environment, Path data) {
        String named = environment.getOrDefault("TEMPORAL_CLI_PATH", "");
        Optional<Path> found = DevServer.findCli(environment);
        if (!named.isBlank() && found.isEmpty()) {
            throw new WrongSettingException("TEMPORAL_CLI_PATH", named, "a program that can be run");
        }
        return found.or(() -> installedIn(data));
    }

    /** Where {@code longshore engine install} puts it. */
    private static Optional<Path> installedIn(Path data) {
        Path cli = data.resolve("engine").resolve("bin").resolve("temporal");
        return Files.isExecutable(cli) ? Optional.of(cli) : Optional.empty();
    }

    private EngineChoice checked() {
        if (way == Way.EXTERNAL && address.isEmpty()) {
            throw new NoAnswerException("LONGSHORE_ENGINE is external, but TEMPORAL_ADDRESS is not set");
        }
        if (way == Way.DEV_SERVER && cli.isEmpty()) {
            throw new NoAnswerException("LONGSHORE_ENGINE is dev-server, but no temporal CLI was found: run ./longshore"
                    + " engine install, or set TEMPORAL_CLI_PATH");
        }
        return this;
    }
}
