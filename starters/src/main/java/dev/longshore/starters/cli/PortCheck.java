package dev.longshore.starters.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether {@code up} would get its ports.
 *
 * @param isApiHere whether a Longshore API answers at the address that the verbs use
 */
record PortCheck(Surroundings surroundings, DataFolder data, boolean isApiHere) {

    private static final List<Part> PARTS = List.of(
            new Part("API", 8080),
            new Part("S3", 9000),
            new Part("SQS", 9324),
            new Part("POSTGRES", 5433),
            new Part("ENGINE", 7233),
            new Part("UI", 8233));

    private record Part(String name, int usual) {

        String setting() {
            return "LONGSHORE_LOCAL_PORTS_" + name;
        }
    }

    List<Finding> all() {
        return PARTS.stream().map(this::finding).toList();
    }

    private Finding finding(Part part) {
        String check = "port " + part.name();
        String set = surroundings.setting(part.setting()).orElse(String.valueOf(part.usual()));
        if (!set.matches("\\d{1,5}") || Integer.parseInt(set) > 65_535) {
            return Finding.fail(
                    check, part.setting() + " is '" + set + "'", "a port is 0 to 65535; 0 picks a free one");
        }
        int port = Integer.parseInt(set);
        if (port == 0 || isFree(port)) {
            return Finding.ok(check, port == 0 ? "any free one" : port + " is free");
        }
        if (isOurs(part, port)) {
            return Finding.ok(check, port + " is used by Longshore, which runs");
        }
        String holder = PortHolder.of(port).map(who -> " by " + who).orElse("");
        return Finding.warn(
                check, port + " is taken" + holder, "set " + part.setting() + " to another, or use up --free-ports");
    }

    private boolean isOurs(Part part, int port) {
        boolean isApi = part.name().equals("API") && isApiHere;
        return isApi
                || Endpoints.in(data).map(running -> mentions(running, port)).orElse(false);
    }

    private static boolean mentions(Endpoints running, int port) {
        return Stream.of(
                        running.api(),
                        running.text("s3", "endpoint"),
                        running.text("sqs"),
                        running.text("postgres"),
                        running.text("engine", "address"),
                        running.text("engine", "ui"))
                .flatMap(Optional::stream)
                .anyMatch(address ->
                        HostPort.in(address).map(place -> place.port() == port).orElse(false));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // taken, or not ours to take
        }
    }
}
