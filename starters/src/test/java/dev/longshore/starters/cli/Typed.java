package dev.longshore.starters.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A user at the command line, whose surroundings are given. */
public final class Typed {

    private final Map<String, String> environment = new HashMap<>(Map.of("LONGSHORE_DATA", "/nowhere/data"));
    private final Map<String, String> properties = new HashMap<>();
    private String input = "";
    private boolean terminal;
    private Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    /** What a command left behind. */
    public record Outcome(int exitCode, String out, String err) {}

    public static Typed at(StubApi api) {
        return new Typed().with("LONGSHORE_URL", api.url());
    }

    public Typed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Typed without(String variable) {
        environment.remove(variable);
        return this;
    }

    Typed withProperty(String name, String value) {
        properties.put(name, value);
        return this;
    }

    public Typed withInput(String text) {
        input = text;
        return this;
    }

    public Typed onATerminal(int columns) {
        terminal = true;
        return with("TERM", "xterm").with("COLUMNS", String.valueOf(columns));
    }

    Typed withClock(Clock other) {
        clock = other;
        return this;
    }

    public Outcome run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = LongshoreCommand.run(surroundings(out, err), args);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Surroundings surroundings(OutputStream out, OutputStream err) {
        return new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                properties,
                terminal,
                clock);
    }
}
