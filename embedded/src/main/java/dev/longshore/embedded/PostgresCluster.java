package dev.longshore.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The data folder of a PostgreSQL server and the processes that are at work in it. */
record PostgresCluster(Path folder) {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);

    /** The pid that the server wrote down, empty if it did not run or ended in order. */
    Optional<Long> notedPid() {
        Path file = folder.resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? Optional.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
                    : Optional.empty();
        } catch (IOException | RuntimeException error) {
            throw new ServerFailedException("Cannot read " + file + ": " + error, error);
        }
    }

    /** Puts a folder aside that was never ready: its making was broken off, and the server could not start on it. */
    void setAsideIfUnfinished() throws IOException {
        if (Files.exists(folder) && !Files.exists(readyMark())) {
            Files.move(folder, folder.resolveSibling("unfinished-" + System.currentTimeMillis()));
        }
    }

    /** From now on the folder is what holds everything. */
    void markReady() throws IOException {
        if (!Files.exists(readyMark())) {
            Files.createFile(readyMark());
        }
    }

    private Path readyMark() {
        return folder.resolveSibling("cluster.ready");
    }

    /**
     * Stops a server that outlived its parent, and makes sure that no process of it is left. A pid file whose number
     * now belongs to another program would keep PostgreSQL from starting and is removed.
     */
    void stopSurvivors() throws IOException {
        Optional<ProcessHandle> noted = notedPid().flatMap(ProcessHandle::of);
        if (noted.isPresent() && isAtWorkHere(noted.get())) {
            stopFast(noted.get());
        }
        if (!Deadline.of(STOPS_WITHIN).reaches(() -> atWork().isEmpty())) {
            throw new ServerFailedException("Processes of an earlier PostgreSQL do not end in " + folder + ": pid "
                    + atWork().stream().map(ProcessHandle::pid).toList() + "; end them by hand");
        }
        if (notedPid().flatMap(ProcessHandle::of).isPresent()) {
            Files.delete(folder.resolve("postmaster.pid"));
        }
    }

    /** Lets this process start a server here again, though the library still holds its lock on the file that goes. */
    void letGo() throws IOException {
        Files.deleteIfExists(folder.resolve("epg-lock"));
    }

    /** Ends open connections; what was committed stays, also where force is needed. */
    void stopFast(ProcessHandle postmaster) {
        if (!pgCtlStops(postmaster)) {
            postmaster.destroyForcibly(); // its log brings everything back
        }
        if (!Survivors.endsWithin(postmaster, STOPS_WITHIN)) {
            throw new ServerFailedException("PostgreSQL (pid " + postmaster.pid() + ") does not end; end it by hand");
        }
    }

    private boolean pgCtlStops(ProcessHandle postmaster) {
        Optional<Path> program = postmaster
                .info()
                .command()
                .map(server -> Path.of(server).resolveSibling("pg_ctl"))
                .filter(Files::isExecutable);
        if (program.isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.addAll(List.of(program.get().toString(), "-D", folder.toString(), "stop", "-m", "fast", "-w"));
        command.addAll(List.of("-t", Long.toString(STOPS_WITHIN.toSeconds())));
        return isDone(command);
    }

    private static boolean isDone(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(2 * STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<ProcessHandle> atWork() {
        return ProcessHandle.allProcesses().filter(this::isAtWorkHere).toList();
    }

    /** All processes of a server have the data folder as their working directory. */
    private boolean isAtWorkHere(ProcessHandle process) {
        Path entry = Path.of("/proc", Long.toString(process.pid()));
        try {
            return process.info()
                            .command()
                            .filter(program -> program.endsWith("/postgres"))
                            .isPresent()
                    && Files.exists(folder)
                    && Files.readSymbolicLink(entry.resolve("cwd")).equals(folder.toRealPath());
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }
}
