package dev.longshore.local;

import dev.longshore.connections.WrongSettingException;
import dev.longshore.embedded.LocalPort;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports of the local mode. {@code LONGSHORE_LOCAL_PORTS_API} and the like set them; 0 picks a free one.
 *
 * @param sqs null to start no queues
 */
record LocalPorts(
        LocalPort api, LocalPort s3, @Nullable LocalPort sqs, LocalPort postgres, LocalPort engine, LocalPort ui) {

    private static final String VARIABLE = "LONGSHORE_LOCAL_PORTS_";

    static LocalPorts of(Map<String, String> environment) {
        return new LocalPorts(
                port(environment, "API", "API", 8080),
                port(environment, "S3", "S3", 9000),
                port(environment, "SQS", "SQS", 9324),
                port(environment, "PostgreSQL", "POSTGRES", 5433),
                port(environment, "engine", "ENGINE", 7233),
                port(environment, "Web UI", "UI", 8233));
    }

    static LocalPorts free() {
        return of(Map.of(
                VARIABLE + "API", "0",
                VARIABLE + "S3", "0",
                VARIABLE + "SQS", "0",
                VARIABLE + "POSTGRES", "0",
                VARIABLE + "ENGINE", "0",
                VARIABLE + "UI", "0"));
    }

    LocalPorts withoutQueues() {
        return new LocalPorts(api, s3, null, postgres, engine, ui);
    }

    private static LocalPort port(Map<String, String> environment, String name, String word, int usual) {
        String variable = VARIABLE + word;
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            return new LocalPort(name, usual, variable);
        }
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new WrongSettingException(variable, value, "0 to 65535");
        }
        return new LocalPort(name, Integer.parseInt(value), variable);
    }
}
