package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program {@code aws} that {@code LONGSHORE_AWS_CLI} names, set up as the README says. */
final class AwsCommandLine {

    private final Path folder;

    /** @param folder for what it prints, and instead of the settings of whoever runs the test */
    AwsCommandLine(Path folder) {
        this.folder = folder;
    }

    /** Answers what it prints, which is JSON or nothing. */
    JsonNode sqs(String endpoint, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getenv("LONGSHORE_AWS_CLI"), "sqs"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--endpoint-url", endpoint, "--output", "json"));
        Path out = folder.resolve("aws.out");
        Path err = folder.resolve("aws.err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_CONFIG_FILE", folder.resolve("none").toString());
        builder.environment()
                .put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
        builder.environment().put("AWS_ACCESS_KEY_ID", "minioadmin");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "minioadmin");
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        try {
            int code = builder.start().waitFor();
            assertThat(code).as(Files.readString(err)).isZero();
            String printed = Files.readString(out);
            return JsonMapper.shared().readTree(printed.isBlank() ? "{}" : printed);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
