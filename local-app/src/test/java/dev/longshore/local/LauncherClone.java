package dev.longshore.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher in a clone of its own, with a JDK and a Maven that only play their parts: no build, no server. */
final class LauncherClone {

    /** Says what it was called with, a word a line. */
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-XshowSettings*)
                    echo '    java.specification.version = 17'
                    echo '    java.home = @JDK@'
                    ;;
                *) printf '%s\\n' "$@" ;;
            esac
            """;

    private static final String MAVEN = """
            #!/bin/sh
            if [ "$1" = --version ]; then
                echo 'Apache Maven 3.9.9 (stand-in)'
                exit
            fi
            printf '%s\\n' "$@" >>'@FOLDER@/maven-calls'
            mkdir -p local-app/target/lib
            touch local-app/target/local-app-1.jar local-app/target/lib/starters-1.jar
            """;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    LauncherClone(Path folder) {
        this.folder = folder;
        write("pom.xml", "<project/>");
        write("config/checkstyle.xml", "<module/>");
        write(".mvn/jvm.config", "");
        write("floor/pom.xml", "<project/>");
        write("floor/src/main/java/Thing.java", "class Thing {}");
        program("longshore", text(Path.of("..", "longshore")));
        program("jdk/bin/java", JAVA.replace("@JDK@", folder.resolve("jdk").toString()));
        program("jdk/bin/javac", "#!/bin/sh\n");
        program("maven/bin/mvn", MAVEN.replace("@FOLDER@", folder.toString()));
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.put("MAVEN_HOME", folder.resolve("maven").toString());
    }

    Path folder() {
        return folder;
    }

    /** Later calls see this. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void program(String name, String text) {
        write(name, text);
        try {
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return text(folder.resolve(name));
    }

    /** What the launcher ended with and said. */
    record Outcome(int exitCode, List<String> out, String err) {}

    Outcome run(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(folder.resolve("longshore").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().remove("LONGSHORE_JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher did not end: " + text(err));
        }
        return new Outcome(process.exitValue(), text(out).lines().toList(), text(err));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
