package dev.longshore.embedded;

import java.nio.file.Path;

/** Starts PostgreSQL, prints its pid and its URL, and does not end by itself. */
final class PostgresParent {

    private PostgresParent() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(Path.of(arguments[0]), 0);
        System.out.println(server.pid());
        System.out.println(server.jdbcUrl());
        Thread.currentThread().join();
    }
}
