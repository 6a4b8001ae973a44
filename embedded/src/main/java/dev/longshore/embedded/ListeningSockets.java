package dev.longshore.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who listens where, as Linux tells it in {@code /proc}; knows nothing elsewhere, and nothing of other users' processes. */
public final class ListeningSockets {

    private static final String STATE_LISTEN = "0A";

    /** A listening socket; the address is in the kernel's hexadecimal, loopback is {@code 0100007F}. */
    public record Listening(String address, int port, String inode) {

        private static final Set<String> LOOPBACK = Set.of(
                "0100007F",
                "00000000000000000000000001000000", // ::1
                "0000000000000000FFFF00000100007F"); // ::ffff:127.0.0.1

        public boolean isLoopback() {
            return LOOPBACK.contains(address);
        }
    }

    private ListeningSockets() {}

    static Optional<ProcessHandle> ownerOf(int port) {
        Set<String> inodes = all().stream()
                .filter(socket -> socket.port() == port)
                .map(Listening::inode)
                .collect(Collectors.toSet());
        return ProcessHandle.allProcesses()
                .filter(process -> inodesOf(process).anyMatch(inodes::contains))
                .findFirst();
    }

    public static List<Listening> of(ProcessHandle process) {
        Set<String> inodes = inodesOf(process).collect(Collectors.toSet());
        return all().stream().filter(socket -> inodes.contains(socket.inode())).toList();
    }

    private static List<Listening> all() {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::isReadable)
                .flatMap(ListeningSockets::linesOf)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && columns[3].equals(STATE_LISTEN))
                .map(ListeningSockets::parse)
                .toList();
    }

    private static Stream<String> linesOf(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static Listening parse(String[] columns) {
        int colon = columns[1].indexOf(':');
        int port = Integer.parseInt(columns[1].substring(colon + 1), 16);
        return new Listening(columns[1].substring(0, colon), port, "socket:[" + columns[9] + "]");
    }

    private static Stream<String> inodesOf(ProcessHandle process) {
        Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (Stream<Path> descriptors = Files.list(open)) {
            return descriptors.flatMap(ListeningSockets::targetOf).toList().stream();
        } catch (IOException | UncheckedIOException goneOrNotOurs) {
            return Stream.empty();
        }
    }

    private static Stream<String> targetOf(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
            return Stream.empty();
        }
    }
}
