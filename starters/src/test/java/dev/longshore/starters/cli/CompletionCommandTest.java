package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompletionCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"bash,-n", "zsh,-n", "fish,--no-execute"})
    void isASoundScript(String shell, String check) throws Exception {
        assumeTrue(isThere(shell), shell + " is not there");
        Path script = Files.writeString(folder.resolve("script"), script(shell));

        Process process =
                new ProcessBuilder(shell, check, script.toString()).inheritIO().start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void completesVerbsAndOptionsInBash() throws IOException {
        assumeTrue(isThere("bash"), "bash is not there");
        Path script = Files.writeString(folder.resolve("script"), script("bash"));
        String type = "source " + script + "; COMP_WORDS=(longshore job ''); COMP_CWORD=2; COMP_LINE='longshore job ';"
                + " _complete_longshore; echo \"${COMPREPLY[@]}\"";

        Process process = new ProcessBuilder("bash", "-c", type).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("list", "show", "files", "watch", "pause", "resume", "retry", "cancel");
    }

    @Test
    void describesVerbsAndOptionsInFish() {
        assertThat(script("fish").lines())
                .contains("complete -c longshore -n '__fish_seen_subcommand_from job; and"
                        + " not __fish_seen_subcommand_from list show files watch pause resume retry cancel'"
                        + " -a list -d 'List jobs, the newest first'")
                .contains("complete -c longshore -n '__fish_seen_subcommand_from archive; and"
                        + " __fish_seen_subcommand_from start' -l files -r -F -d 'The order as JSON, - for the standard"
                        + " input: {\"files\":[{\"source\":…,\"destination\":…}],\"metadata\":…}'")
                .anyMatch(line -> line.contains("-l state -r -a 'queued running paused done failed cancelled'"))
                .allMatch(line -> line.startsWith("#") || line.startsWith("complete -c longshore "));
    }

    private static String script(String shell) {
        Typed.Outcome outcome = new Typed().run("completion", shell);
        assertThat(outcome.exitCode()).isZero();
        return outcome.out();
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
