package dev.longshore.starters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the app as its users do, as a process of its own. */
final class ApiApplicationTest {

    private static final Map<String, String> NAMED =
            Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1", "LONGSHORE_LEDGER_URL", "jdbc:postgresql://127.0.0.1:1/none");

    @TempDir
    private Path folder;

    @Test
    void showsItsHelp() throws Exception {
        Ended ended = run(Map.of(), "--help");

        assertThat(ended.code).isZero();
        assertThat(ended.said).contains("longshore api", "--port", "--host", "Example:");
    }

    @Test
    void refusesToListenBeyondLoopbackInOneLine() throws Exception {
        Ended ended = run(NAMED, "--host", "0.0.0.0");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.said.lines()).singleElement().asString().contains("longshore.api.host", "0.0.0.0", "loopback");
    }

    @Test
    void namesTheWrongSetting() throws Exception {
        Ended ended = run(NAMED, "--port", "eighty");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.said.lines()).singleElement().asString().contains("--port", "eighty");
    }

    @Test
    void joinsTheLocalModeBesideTheLauncher() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("endpoints.json"), "{}");

        Ended ended = run(Map.of(), "-Dlongshore.home=" + folder);

        assertThat(ended.said).contains(data.resolve("endpoints.json") + " cannot be read");
    }

    @Test
    void refusesAnUnknownOption() throws Exception {
        Ended ended = run(Map.of(), "--prot", "8080");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.said).contains("--prot");
    }

    @Test
    void saysThatItKnowsNoEngine() throws Exception {
        Ended ended =
                run(Map.of("LONGSHORE_LEDGER_URL", "jdbc:postgresql://127.0.0.1:1/none"), "--data", folder.toString());

        assertThat(ended.code).isEqualTo(5);
        assertThat(ended.said.lines()).singleElement().asString().contains("TEMPORAL_ADDRESS");
    }

    /** As the launcher does, for the libraries below; else newer Java versions print warnings. */
    private static List<String> flagsOfNewerJava() {
        return Runtime.version().feature() < 24
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    private static Ended run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(flagsOfNewerJava());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ApiApplication.class.getName()));
        List<String> properties =
                Stream.of(arguments).filter(word -> word.startsWith("-D")).toList();
        command.addAll(1, properties);
        command.addAll(
                Stream.of(arguments).filter(word -> !properties.contains(word)).toList());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("LONGSHORE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said);
    }

    private record Ended(int code, String said) {}
}
