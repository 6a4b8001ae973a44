package dev.longshore.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A port with what a user calls it and the variable that sets it, such as {@code LONGSHORE_LOCAL_PORTS_API}. */
public record LocalPort(String name, int number, String variable) {

    /** Below the ports that Linux, macOS and Windows give away by chance, to connections too. */
    private static final int FIRST = 20_000;

    private static final int AFTER_LAST = 32_768;
    private static final int MOST_TRIES = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    /**
     * As many free ports of the loopback address, none of which this process got before: whoever is about to listen on one
     * may take its time.
     */
    public static List<Integer> free(int count) {
        return IntStream.range(0, count).mapToObj(each -> anotherFree()).toList();
    }

    private static int anotherFree() {
        return ThreadLocalRandom.current()
                .ints(MOST_TRIES, FIRST, AFTER_LAST)
                .filter(number -> GIVEN.add(number) && isFree(number))
                .findFirst()
                .orElseThrow(() -> new ServerFailedException(
                        "No free port on the loopback address from %d to %d".formatted(FIRST, AFTER_LAST - 1)));
    }

    private static boolean isFree(int number) {
        try (ServerSocket probe = Loopback.listenOn(number)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** This port, or a free one where the number is 0. */
    public LocalPort chosen() {
        return number == 0 ? new LocalPort(name, free(1).get(0), variable) : this;
    }

    /**
     * Looks whether it can be opened; 0 always can.
     *
     * @throws PortTakenException which says by whom it is taken and what to set
     */
    public void requireFree() {
        if (number == 0) {
            return;
        }
        try (ServerSocket probe = Loopback.listenOn(number)) {
            probe.setSoTimeout(1);
        } catch (IOException error) {
            throw new PortTakenException(
                    "Port %d (%s) %s; set %s or use --free-ports".formatted(number, name, reason(error), variable));
        }
    }

    private String reason(IOException error) {
        if (String.valueOf(error.getMessage()).contains("Permission")) {
            return "cannot be opened (" + error.getMessage() + ")";
        }
        return ListeningSockets.ownerOf(number)
                .map(owner -> "is taken by pid " + owner.pid() + programOf(owner))
                .orElse("is taken by another program");
    }

    private static String programOf(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> " (" + command.substring(command.lastIndexOf('/') + 1) + ")")
                .orElse("");
    }
}
