package dev.longshore.starters.cli;

import java.util.Optional;
import java.util.stream.Stream;

/** Whether the store and the database can be reached that are set, or that a running {@code up} brought. */
record ServiceCheck(Surroundings surroundings, DataFolder data) {

    Finding store() {
        Optional<String> set = Stream.of("LONGSHORE_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
                .map(surroundings::setting)
                .flatMap(Optional::stream)
                .findFirst();
        return set.or(() -> running("s3", "endpoint"))
                .map(address -> reached("store", address, "LONGSHORE_S3_ENDPOINT"))
                .orElseGet(() -> Finding.ok("store", "none is set: up brings its own, api and worker use AWS"));
    }

    Finding database() {
        return surroundings
                .setting("LONGSHORE_LEDGER_URL")
                .or(() -> running("postgres"))
                .map(address -> reached("database", address, "LONGSHORE_LEDGER_URL"))
                .orElseGet(() -> Finding.ok("database", "none is set: up brings its own"));
    }

    private Optional<String> running(String... path) {
        return Endpoints.in(data).flatMap(up -> up.text(path));
    }

    private static Finding reached(String check, String address, String setting) {
        Optional<HostPort> place = HostPort.in(address);
        if (place.isEmpty()) {
            return Finding.fail(check, setting + " holds no host and port", "correct it");
        }
        return place.get()
                .whyUnreachable()
                .map(why -> Finding.fail(
                        check, place.get() + ": " + why, "start it, or correct " + setting + "; jobs wait meanwhile"))
                .orElseGet(() -> Finding.ok(check, place.get() + " listens"));
    }
}
