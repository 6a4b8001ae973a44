package dev.longshore.starters.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that a command takes from outside its arguments, so that tests can bring their own.
 *
 * @param terminal whether a person looks at the output
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Map<String, String> properties,
        boolean terminal,
        Clock clock) {

    /** Those of this process. Output is UTF-8 whatever the locale, for names of files are. */
    public static Surroundings ofThisProcess() {
        Map<String, String> properties = System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), name -> System.getProperty(name, "")));
        return new Surroundings(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                printer(FileDescriptor.out, false),
                printer(FileDescriptor.err, true),
                System.getenv(),
                properties,
                isTerminal(properties),
                Clock.system(ZoneId.systemDefault()));
    }

    /** An environment variable, or a system property of this name; a blank one counts as not set. */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(properties.get(name)))
                .filter(value -> !value.isBlank());
    }

    private static PrintStream printer(FileDescriptor descriptor, boolean flushed) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), flushed, StandardCharsets.UTF_8);
    }

    /** The launcher says it ({@code longshore.terminal}); else both ends must be terminals, as Java sees it. */
    private static boolean isTerminal(Map<String, String> properties) {
        String said = properties.get("longshore.terminal");
        return said == null ? hasConsole() : Boolean.parseBoolean(said);
    }

    /** Up to JDK 21 there is a console only at a terminal; from JDK 22 on there always is one, which can be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // JDK 21 or older
        }
    }
}
