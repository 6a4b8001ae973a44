package dev.longshore.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The S3 server alone in a process, until it is stopped. */
public final class S3ServerMain {

    private S3ServerMain() {}

    /**
     * Takes {@code <folder> <port> [bucket ...]}; keys are {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}.
     * Prints its endpoint as soon as it answers.
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        if (given.size() < 2) {
            System.err.println("Usage: S3ServerMain <folder> <port, 0 for any> [bucket ...]");
            System.exit(2);
        }
        EmbeddedS3 server = EmbeddedS3.start(
                Path.of(given.get(0)),
                Integer.parseInt(given.get(1)),
                System.getenv().getOrDefault("AWS_ACCESS_KEY_ID", "minioadmin"),
                System.getenv().getOrDefault("AWS_SECRET_ACCESS_KEY", "minioadmin"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-s3"));
        given.subList(2, given.size()).forEach(server::createBucket);
        System.out.println(server.endpoint());
    }
}
