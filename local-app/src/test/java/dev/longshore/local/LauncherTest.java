package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with stand-ins for Java and Maven, which write down how they were called. */
final class LauncherTest {

    private static final List<String> TOOLS = List.of(
            "sh",
            "sed",
            "cut",
            "head",
            "dirname",
            "readlink",
            "mkdir",
            "rm",
            "mv",
            "ln",
            "ls",
            "cat",
            "find",
            "cksum",
            "sort",
            "sha256sum",
            "mktemp",
            "tar",
            "date",
            "grep",
            "sleep",
            "ps",
            "awk",
            "printf");

    @TempDir
    private Path folder;

    private Path programs;
    private Path home;
    private Path calls;

    @BeforeEach
    void layOut() throws IOException {
        programs = Files.createDirectories(folder.resolve("programs"));
        home = Files.createDirectories(folder.resolve("the house"));
        calls = folder.resolve("calls");
        for (String tool : TOOLS) {
            for (Path place : List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool))) {
                if (Files.exists(place) && !Files.exists(programs.resolve(tool))) {
                    script(programs.resolve(tool), "exec " + place + " \"$@\"\n");
                }
            }
        }
        Files.copy(launcher(), home.resolve("longshore"));
        Files.createDirectories(home.resolve("floor/src/main"));
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve(".mvn"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("floor/pom.xml"), "<project/>");
        Files.writeString(home.resolve("floor/src/main/A.java"), "class A {}");
    }

    @Test
    void runsAClientVerbFromAnotherFolderAndThroughLinks() throws Exception {
        java("17");
        aBuild();
        Path link = Files.createSymbolicLink(folder.resolve("linked"), home.resolve("longshore"));
        Path second = Files.createSymbolicLink(programs.resolve("longshore"), Path.of("../linked"));

        Outcome run = run(second, folder, Map.of(), "job", "list", "--state", "do ne");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(Files.exists(link)).isTrue();
        assertThat(Files.readString(calls))
                .contains("-Dlongshore.home=" + home)
                .contains("dev.longshore.starters.cli.LongshoreCommand\njob\nlist\n--state\ndo ne\n");
    }

    /** A Java without them does not start if it is asked for them. */
    @Test
    void asksForVectorsWhereJavaHasThem() throws Exception {
        java("17");
        maven("3.9.9");
        Path release = folder.resolve("jdk/release");

        Files.writeString(release, "MODULES=\"java.base jdk.incubator.foreign jdk.jfr\"\n");
        run(home.resolve("longshore"), folder, Map.of(), "worker");
        String without = Files.readString(calls);
        Files.writeString(release, "MODULES=\"java.base jdk.incubator.foreign jdk.incubator.vector jdk.jfr\"\n");
        run(home.resolve("longshore"), folder, Map.of("LONGSHORE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"), "worker");
        String slow = Files.readString(calls);
        Outcome run = run(home.resolve("longshore"), folder, Map.of(), "worker");

        assertThat(run.output()).isEmpty();
        assertThat(without).contains("\nworker\n").doesNotContain("add-modules");
        assertThat(slow).contains("\n-XX:TieredStopAtLevel=1\n").doesNotContain("add-modules");
        assertThat(Files.readString(calls)).contains("\n--add-modules=jdk.incubator.vector\n");
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        Outcome run = run(home.resolve("longshore"), folder, Map.of(), "job", "list");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output())
                .startsWith("longshore: no Java found. Install a JDK 17 or newer")
                .hasLineCount(1);
    }

    @Test
    void saysThatJavaHomeHoldsNoJava() throws Exception {
        Outcome run = run(home.resolve("longshore"), folder, Map.of("JAVA_HOME", "/nowhere"), "job", "list");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output()).isEqualTo("longshore: JAVA_HOME is /nowhere, but there is no bin/java in it\n");
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        java("11");
        maven("3.9.9");

        Outcome run = run(home.resolve("longshore"), folder, Map.of(), "up");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output())
                .contains("is older than Java 17. Install a JDK 17 or newer")
                .hasLineCount(1);
    }

    @Test
    void saysThatJavaCannotCompile() throws Exception {
        java("17");
        maven("3.9.9");
        Files.delete(folder.resolve("jdk/bin/javac"));

        Outcome run = run(home.resolve("longshore"), folder, Map.of(), "up");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output())
                .contains("cannot compile. Install a JDK 17 or newer")
                .hasLineCount(1);
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        java("17");

        Outcome run = run(home.resolve("longshore"), folder, Map.of(), "up");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output())
                .startsWith("longshore: no Maven found. Install Maven 3.8.7 or newer")
                .hasLineCount(1);
    }

    @Test
    void saysThatMavenIsTooOld() throws Exception {
        java("17");
        maven("3.6.3");

        Outcome run = run(home.resolve("longshore"), folder, Map.of(), "up");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output())
                .contains("is Maven 3.6.3. Install Maven 3.8.7 or newer")
                .hasLineCount(1);
    }

    @Test
    void buildsOnFirstUseAndNotAgainWhileTheSourcesAreTheSame() throws Exception {
        java("17");
        maven("3.9.9");

        Outcome first = run(home.resolve("longshore"), folder, Map.of(), "up", "--free-ports");
        Outcome second = run(home.resolve("longshore"), folder, Map.of(), "up", "--free-ports");

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains("building with the JDK", "built in");
        assertThat(second.exitCode()).isZero();
        assertThat(second.output()).isEmpty();
        assertThat(Files.readString(calls)).contains("dev.longshore.local.LocalApplication\nup\n--free-ports\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void rebuildsForUpButNeverForAClientVerb() throws Exception {
        java("17");
        maven("3.9.9");
        run(home.resolve("longshore"), folder, Map.of(), "up");
        Files.writeString(home.resolve("floor/src/main/A.java"), "class A { /* changed */ }");

        run(home.resolve("longshore"), folder, Map.of(), "job", "list");
        long afterClient = builds();
        run(home.resolve("longshore"), folder, Map.of(), "up");

        assertThat(afterClient).isEqualTo(1);
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void showsWhatABuildFailedOf() throws Exception {
        java("17");
        script(programs.resolve("mvn"), """
                if [ "$1" = --version ]; then echo 'Apache Maven 3.9.9'; exit 0; fi
                echo '[ERROR] something does not compile'
                exit 1
                """);

        Outcome run = run(home.resolve("longshore"), folder, Map.of(), "up");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output()).contains("[ERROR] something does not compile", "the build failed", "build.log");
        assertThat(Files.exists(home.resolve("build/lock"))).isFalse();
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("builds"))) {
            return lines.count();
        }
    }

    /** As if an earlier call had built it; its sources are others by now. */
    private void aBuild() throws IOException {
        Path build = Files.createDirectories(home.resolve("build/older"));
        Files.createDirectories(build.resolve("lib"));
        Files.createDirectories(build.resolve("cli"));
        Files.createSymbolicLink(home.resolve("build/current"), Path.of("older"));
    }

    private void java(String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        script(bin.resolve("javac"), "");
        script(bin.resolve("java"), """
                if [ "$1" = -XshowSettings:properties ]; then
                    echo '    java.home = %s' >&2
                    echo '    java.specification.version = %s' >&2
                    exit 0
                fi
                printf '%%s\\n' "$@" >>'%s'
                """.formatted(bin.getParent(), version, calls));
        Files.createSymbolicLink(programs.resolve("java"), bin.resolve("java"));
    }

    private void maven(String version) throws IOException {
        script(programs.resolve("mvn"), """
                if [ "$1" = --version ]; then echo 'Apache Maven %s (stand-in)'; exit 0; fi
                echo built >>'%s'
                mkdir -p local-app/target/lib
                : >local-app/target/lib/starters-1.jar
                : >local-app/target/local-app-1.jar
                """.formatted(version, folder.resolve("builds")));
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path launcher() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.of(here, here.getParent())
                .map(place -> place.resolve("longshore"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
    }

    private Outcome run(Path launcher, Path from, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", programs.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    private record Outcome(int exitCode, String output) {}
}
