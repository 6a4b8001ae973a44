package dev.longshore.embedded;

import java.nio.file.Path;

/** Starts a dev server, prints its pid and its address, and does not end by itself. */
final class DevServerParent {

    private DevServerParent() {}

    public static void main(String[] arguments) throws Exception {
        DevServer server = DevServer.start(Path.of(arguments[0]), Path.of(arguments[1]), 0, 0);
        System.out.println(server.pid());
        System.out.println(server.address());
        Thread.currentThread().join();
    }
}
