package dev.longshore.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A port with what a user calls it and the variable that sets it, such as {@code LONGSHORE_LOCAL_PORTS_API}. */
public record LocalPort(String name, int number, String variable) {

    /** As many free ports of the loopback address, all different. */
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(Loopback.listenOn(0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException error) {
            throw new ServerFailedException("No free port on the loopback address: " + error.getMessage(), error);
        } finally {
            held.forEach(LocalPort::letGo);
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

    private static void letGo(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException error) {
            throw new ServerFailedException("Cannot close port " + socket.getLocalPort(), error);
        }
    }
}
