package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.local.LauncherClone.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LaunchingTest {

    @TempDir
    private Path folder;

    private LauncherClone clone;

    @BeforeEach
    void makeClone() {
        clone = new LauncherClone(folder);
    }

    /** Some verbs share a program, which wants to be told which; the API is a program of its own. */
    @ParameterizedTest
    @CsvSource({
        "up, dev.longshore.local.LocalApplication, up --data /d",
        "demo, dev.longshore.local.LocalApplication, demo --data /d",
        "api, dev.longshore.starters.ApiApplication, --data /d",
        "worker, dev.longshore.local.LocalApplication, worker --data /d",
        "job, dev.longshore.starters.cli.LongshoreCommand, job --data /d"
    })
    void startsTheProgramOfEachVerbWithItsArguments(String verb, String program, String arguments)
            throws IOException, InterruptedException {
        Outcome outcome = clone.run(verb, "--data", "/d");

        assertThat(outcome.exitCode()).isZero();
        assertThat(behind(program, outcome.out())).containsExactly(arguments.split(" ", -1));
    }

    /** A later JDK may warn of what ours does not know yet. */
    @Test
    void buildsWithoutWhatStopsAtWarnings() throws IOException, InterruptedException {
        assertThat(clone.run("version").exitCode()).isZero();

        assertThat(clone.text("maven-calls")).contains("-Dlongshore.lenient\n");
    }

    @Test
    void saysWhyTheBuildsCannotBeLocked() throws IOException, InterruptedException {
        clone.write("build/lock", "a file, not a lock");

        Outcome outcome = clone.run("version");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("cannot lock the builds: ", "build/lock");
    }

    @Test
    void refusesAnOldJavaAlsoWhereABuildIsThere() throws IOException, InterruptedException {
        clone.run("version");
        clone.program("old/bin/java", clone.text("jdk/bin/java").replace("version = 17", "version = 11"));
        clone.set("JAVA_HOME", folder.resolve("old").toString());

        Outcome outcome = clone.run("up");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("is older than Java 17");
    }

    @ParameterizedTest
    @CsvSource({"'', true", "-Xmx64m, true", "-XX:+UseG1GC -Xmx64m, false", "-XX:+UseZGC, false"})
    void leavesTheCollectorToAUserWhoNamesOne(String options, boolean ours) throws IOException, InterruptedException {
        clone.set("LONGSHORE_JAVA_OPTS", options);

        List<String> words = clone.run("worker").out();

        assertThat(words.contains("-XX:+UseSerialGC")).isEqualTo(ours);
    }

    @Test
    void copiesWhatClientsNeedWhereFilesCannotBeLinked() throws IOException, InterruptedException {
        clone.program("tools/ln", "#!/bin/sh\n[ \"$1\" = -s ] || exit 1\nexec /bin/ln \"$@\"\n");
        clone.set("PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));

        clone.run("version");

        assertThat(folder.resolve("build/current/cli/starters-1.jar")).exists();
    }

    @Test
    void keepsBuildsWherePsDoesNotKnowWhatRuns() throws IOException, InterruptedException {
        clone.program("tools/ps", "#!/bin/sh\nexit 1\n");
        clone.set("PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));
        for (int i = 0; i < 4; i++) {
            clone.write("floor/src/main/java/Thing.java", "class Thing { int number = " + i + "; }");
            clone.run("up");
        }

        try (Stream<Path> builds = Files.list(folder.resolve("build"))) {
            assertThat(builds.filter(build -> Files.isDirectory(build.resolve("lib"), LinkOption.NOFOLLOW_LINKS))
                            .filter(build -> !Files.isSymbolicLink(build)))
                    .hasSize(4);
        }
    }

    @Test
    void tellsTheProgramWhichBuildItIs() throws IOException, InterruptedException {
        List<String> words = clone.run("version").out();

        String hash = folder.resolve("build/current").toRealPath().getFileName().toString();
        assertThat(words).contains("-Dlongshore.build=" + hash);
    }

    private static List<String> behind(String program, List<String> words) {
        assertThat(words).contains(program);
        return words.subList(words.indexOf(program) + 1, words.size());
    }
}
