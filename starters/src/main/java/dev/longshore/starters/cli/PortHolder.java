package dev.longshore.starters.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who listens on a port. Known on Linux, and of other users' processes only to root. */
record PortHolder(long pid, String program) {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENS = "0A";

    static Optional<PortHolder> of(int port) {
        Set<String> sockets = Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> listeners(PROC.resolve(table), port))
                .map(inode -> "socket:[" + inode + "]")
                .collect(Collectors.toSet());
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> holdsOneOf(sockets, process.pid()))
                        .findFirst()
                        .map(PortHolder::of);
    }

    private static PortHolder of(ProcessHandle process) {
        String program = process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("unknown");
        return new PortHolder(process.pid(), program);
    }

    @Override
    public String toString() {
        return "process " + pid + " (" + program + ")";
    }

    /** Columns of the kernel's table: number, local address and port in hexadecimal, remote, state, …, inode. */
    private static Stream<String> listeners(Path table, int port) {
        String ending = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9)
                    .filter(columns -> columns[1].endsWith(ending) && columns[3].equals(LISTENS))
                    .map(columns -> columns[9]);
        } catch (IOException e) {
            return Stream.empty(); // not Linux
        }
    }

    private static boolean holdsOneOf(Set<String> sockets, long pid) {
        try (Stream<Path> open = Files.list(PROC.resolve(String.valueOf(pid)).resolve("fd"))) {
            return open.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException | UncheckedIOException e) {
            return false; // ended meanwhile, or not ours to see
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
