package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.Typed.Outcome;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class LongshoreCommandTest {

    private final Typed typed = new Typed();

    static Stream<String> verbs() {
        Surroundings surroundings =
                new Typed().surroundings(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        return below("", LongshoreCommand.commandLine(surroundings)).filter(verb -> !verb.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasHelpWithAnExample(String verb) {
        Outcome outcome = typed.run((verb + " --help").strip().split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("Usage: longshore " + verb)
                .containsPattern("Examples?:\n  (echo |source <\\()?.*longshore " + verb);
        assertThat(typed.run(("help " + verb).split(" ")).out()).startsWith("Usage: longshore");
    }

    @Test
    void showsItsHelpWhenNothingIsAsked() {
        Outcome outcome = typed.run();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("archive", "job", "engine", "doctor", "Exit codes:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "jobs list|there is no verb 'jobs'; did you mean job?",
                "job lst|there is no verb 'lst'; did you mean list?",
                "job list --jsno|there is no option '--jsno'; did you mean --json?",
                "job list x|unexpected argument 'x'",
                "job|missing required subcommand",
                "job show|missing required parameter: 'ID'",
                "job list --limit many|invalid value for option '--limit': 'many' is not a long",
                "job list --limit 0|--limit is 0",
                "job list --timeout 5|'5' is not a time",
                "job list --timeout 0s|'0s' must be more than 0",
                "job list --timeout 999999999d|must be more than 0 and at most 366d",
                "job list --url nowhere|--url is 'nowhere'",
                "completion tcsh|invalid value for positional parameter at index 0 (SHELL)",
                "@/etc/passwd|there is no verb '@/etc/passwd'",
            })
    void tellsWhatIsWrongInTwoLinesAtMost(String line, String said) {
        Outcome outcome = typed.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("error: ").contains(said);
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up --free-ports", "demo archive", "worker --pools archive", "api --port 0"})
    void leavesProgramsOfTheirOwnToTheLauncher(String line) {
        Outcome outcome = typed.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("is a program of its own; start it with the launcher");
    }

    @Test
    void showsItsVersion() {
        assertThat(typed.run("version").out())
                .contains("longshore ", "build ", "Java " + System.getProperty("java.version"));
        assertThat(typed.run("--version").out()).isEqualTo(typed.run("version").out());
    }

    private static Stream<String> below(String path, CommandLine commandLine) {
        List<CommandLine> verbs = List.copyOf(commandLine.getSubcommands().values());
        Stream<String> deeper =
                verbs.stream().flatMap(verb -> below((path + " " + verb.getCommandName()).strip(), verb));
        return Stream.concat(Stream.of(path).filter(name -> !name.isEmpty()), deeper);
    }
}
