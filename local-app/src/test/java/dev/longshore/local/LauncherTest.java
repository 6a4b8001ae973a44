package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.local.LauncherClone.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LauncherTest {

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

    private static List<String> behind(String program, List<String> words) {
        assertThat(words).contains(program);
        return words.subList(words.indexOf(program) + 1, words.size());
    }
}
