package dev.longshore.benchmarks;

import dev.longshore.benchmarks.CommandCarrier.Place;
import dev.longshore.benchmarks.CommandCarrier.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a user would pick to move files to a bucket. */
final class SyncPeers {

    @Mixin
    private PeerPrograms programs = new PeerPrograms();

    @Option(
            names = "--old-rclone",
            defaultValue = "/usr/bin/rclone",
            description = "The program rclone as Debian has it (${DEFAULT-VALUE}).")
    private Path oldRclone = Path.of("rclone");

    @Option(
            names = "--mc",
            defaultValue = PeerPrograms.CACHE + "mc-2025-03-13/mc",
            description = "The program mc (${DEFAULT-VALUE}).")
    private Path mc = Path.of("mc");

    @Option(
            names = "--peers",
            split = ",",
            description = "Any of rclone, rclone-tuned, debian, debian-tuned, mc, none (${DEFAULT-VALUE}).")
    private List<String> peers = List.of("rclone", "rclone-tuned", "debian", "debian-tuned", "mc");

    /** Each with folders of its own. */
    List<Carrier> start(Installation installation, Path folder, String bucket) throws IOException {
        List<Carrier> carriers = new ArrayList<>();
        for (String peer : peers) {
            if (!peer.equals("none")) {
                carriers.add(start(tool(peer), installation, new Place(folder.resolve(peer), bucket)));
            }
        }
        return carriers;
    }

    private Carrier start(Tool tool, Installation installation, Place place) throws IOException {
        PeerPrograms.require(tool.program());
        List<String> command = programs.script("command.py", tool.program().toString(), tool.version());
        Child runner = Child.start(
                installation.errors(), CommandCarrier.environment(installation.endpointOfWorkers()), command);
        return new CommandCarrier(tool, place, runner);
    }

    private Tool tool(String peer) {
        return switch (peer) {
            case "rclone" -> rclone("rclone 1.75 move", programs.rclone());
            case "rclone-tuned" -> tuned("rclone 1.75 move, 64 at once", programs.rclone());
            case "debian" -> rclone("rclone 1.60 move", oldRclone);
            case "debian-tuned" -> tuned("rclone 1.60 move, 64 at once", oldRclone);
            case "mc" -> new Tool("mc mv", mc, "--version", List.of("mv", "--recursive"), List.of("mirror"));
            default ->
                throw new IllegalArgumentException(
                        "There is no peer " + peer + ": rclone, rclone-tuned, debian, debian-tuned, mc, none");
        };
    }

    private static Tool rclone(String name, Path program) {
        return new Tool(name, program, "version", List.of("move"), List.of("sync"));
    }

    private static Tool tuned(String name, Path program) {
        List<String> options = List.of("--transfers", "64", "--checkers", "64");
        List<String> moves = new ArrayList<>(List.of("move"));
        moves.addAll(options);
        List<String> compares = new ArrayList<>(List.of("sync"));
        compares.addAll(options);
        return new Tool(name, program, "version", moves, compares);
    }
}
