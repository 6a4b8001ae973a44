package dev.longshore.starters.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Which engine a start would use, and whether it can be reached. */
record EngineCheck(Surroundings surroundings, DataFolder data) {

    private static final String CHECK = "engine";

    Finding finding() {
        String way = surroundings.setting("LONGSHORE_ENGINE").orElse("auto");
        Optional<String> address = surroundings.setting("TEMPORAL_ADDRESS");
        return switch (way) {
            case "external" ->
                address.map(this::external)
                        .orElseGet(() -> Finding.fail(
                                CHECK,
                                "LONGSHORE_ENGINE is external, TEMPORAL_ADDRESS is not set",
                                "set TEMPORAL_ADDRESS to host:port of your Temporal"));
            case "dev-server" -> devServer().orElseGet(EngineCheck::noProgram);
            case "in-process" -> inProcess();
            case "auto" ->
                address.map(this::external)
                        .or(this::running)
                        .or(this::devServer)
                        .orElseGet(EngineCheck::inProcess);
            default ->
                Finding.fail(
                        CHECK,
                        "LONGSHORE_ENGINE is '" + way + "'",
                        "allowed are auto, external, dev-server and in-process");
        };
    }

    private Finding external(String address) {
        Optional<HostPort> place = HostPort.in(address);
        if (place.isEmpty()) {
            return Finding.fail(CHECK, "TEMPORAL_ADDRESS is '" + address + "'", "it must look like host:7233");
        }
        return place.get()
                .whyUnreachable()
                .map(why -> Finding.fail(
                        CHECK,
                        "external, at " + place.get() + ": " + why,
                        "start your Temporal, or correct TEMPORAL_ADDRESS; jobs wait meanwhile"))
                .orElseGet(() -> Finding.ok(CHECK, "external, at " + place.get() + ", listens"));
    }

    /** The one that a running {@code up} chose. */
    private Optional<Finding> running() {
        return Endpoints.in(data)
                .flatMap(up -> up.text("engine", "way")
                        .flatMap(way -> up.text("engine", "address")
                                .flatMap(HostPort::in)
                                .map(place -> running(way, place))));
    }

    private static Finding running(String way, HostPort place) {
        return place.whyUnreachable()
                .map(why -> Finding.fail(CHECK, way + ", at " + place + ": " + why, "start ./longshore up again"))
                .orElseGet(() -> Finding.ok(CHECK, way + ", at " + place + ", run by up"));
    }

    private Optional<Finding> devServer() {
        Optional<String> set = surroundings.setting("TEMPORAL_CLI_PATH");
        if (set.isPresent() && !Programs.isProgram(Path.of(set.get()))) {
            return Optional.of(Finding.fail(
                    CHECK,
                    "TEMPORAL_CLI_PATH names " + set.get() + ", which is no program",
                    "correct it, or unset it and use longshore engine install"));
        }
        return set.map(Path::of)
                .or(() -> new Programs(surroundings).find("temporal"))
                .or(() -> EngineInstallCommand.installed(data))
                .map(EngineCheck::answering);
    }

    private static Finding answering(Path program) {
        String answer = Programs.answer(program, "--version").orElse("").strip();
        return answer.isEmpty()
                ? Finding.fail(CHECK, program + " does not answer", "install it again: longshore engine install")
                : Finding.ok(
                        CHECK,
                        "dev server, durable, by " + program + " ("
                                + answer.lines().findFirst().orElse("") + ")");
    }

    private static Finding inProcess() {
        return Finding.ok(CHECK, "in-process (no temporal CLI: no Web UI; longshore engine install gets one)");
    }

    private static Finding noProgram() {
        return Finding.fail(
                CHECK, "LONGSHORE_ENGINE is dev-server, there is no temporal CLI", "get one: longshore engine install");
    }
}
