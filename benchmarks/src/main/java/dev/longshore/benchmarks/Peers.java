package dev.longshore.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** What a user would pick to make archives, and what puts and checks the files. */
final class Peers {

    @Mixin
    private PeerPrograms programs = new PeerPrograms();

    /** The way that a peer of this name makes archives, behind the link if there is one. */
    Way start(String peer, Installation installation) throws IOException {
        return switch (peer) {
            case "memory" -> way("boto3, zipped in memory", peer, installation);
            case "stream" -> way("zipstream-ng into a multipart upload", peer, installation);
            case "rclone" ->
                way(
                        "rclone archive create",
                        peer,
                        installation,
                        programs.rclone().toString());
            default -> throw new IllegalArgumentException("There is no peer " + peer + ": memory, stream, rclone");
        };
    }

    private Way way(String name, String peer, Installation installation, String... more) throws IOException {
        List<String> command = new ArrayList<>(installation.inside());
        String script = Map.of("memory", "in_memory", "stream", "zipstream").getOrDefault(peer, peer) + "_archiver.py";
        command.addAll(programs.script(script, installation.endpointOfWorkers()));
        command.addAll(List.of(more));
        Child child = Child.start(installation.errors(), Installation.keys(), command);
        return new Way(name, peer + ".zip", new LineArchiver(child));
    }

    /** Puts the objects one by one, each in one request, with the checksum that boto3 adds. */
    void put(Installation installation, Workload work) throws IOException, InterruptedException {
        run(
                installation.errors(),
                programs.script(
                        "put.py",
                        installation.endpoint(),
                        Installation.SOURCES,
                        Workload.PREFIX,
                        String.valueOf(work.objects()),
                        String.valueOf(work.bytes())));
    }

    /** Reads an archive through as another zip reader does. */
    void check(Installation installation, Workload work, String key) throws IOException, InterruptedException {
        run(
                installation.errors(),
                programs.script(
                        "check.py",
                        installation.fileOf(key).toString(),
                        String.valueOf(work.objects()),
                        String.valueOf(work.bytes())));
    }

    /** Until what answers only behind the link is ready. */
    void awaitHealth(Path errors, Link link, String health) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(link.inside());
        command.addAll(programs.script("await_health.py", health));
        run(errors, command);
    }

    private static void run(Path errors, List<String> command) throws IOException, InterruptedException {
        try (Child child = Child.start(errors, Installation.keys(), command)) {
            if (child.exitCode() != 0) {
                throw new IOException(command + " failed; see " + errors);
            }
        }
    }
}
