package dev.longshore.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the system says about a process and its children. */
record RunningServer(ProcessHandle process) {

    static RunningServer of(long pid) {
        return new RunningServer(ProcessHandle.of(pid).orElseThrow());
    }

    List<ListeningSockets.Listening> listening() {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(one -> ListeningSockets.of(one).stream())
                .toList();
    }

    /** The sixth column of its line in /proc; the second one, in brackets, may hold blanks. */
    long session() throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }

    boolean isAlive() {
        return !Survivors.hasEnded(process);
    }

    void kill() {
        process.destroyForcibly();
        Survivors.endsWithin(process, Duration.ofSeconds(10));
    }
}
