package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class LaunchedVerbTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LaunchedVerb verb = new LaunchedVerb(new Typed().surroundings(out, err));

    @Test
    void readsTheOptionsAndRunsTheProgram() {
        int exitCode = run(new UpOptions(), options -> 40 + (options.isOnFreePorts() ? 2 : 0), "--free-ports");

        assertThat(exitCode).isEqualTo(42);
    }

    @Test
    void knowsTheOptionsOfEachVerb() {
        DemoOptions demo = new DemoOptions();
        WorkerOptions worker = new WorkerOptions();
        ApiOptions api = new ApiOptions();

        run(demo, options -> 0, "--debug");
        run(worker, options -> 0, "--pools", "archive,sync", "--data", "/d");
        run(api, options -> 0, "--host", "0.0.0.0", "--port", "0");

        assertThat(demo.room()).isEqualTo("archive");
        assertThat(demo.isDebug()).isTrue();
        assertThat(worker.pools()).containsExactly("archive", "sync");
        assertThat(worker.data()).contains(Path.of("/d"));
        assertThat(api.host()).contains("0.0.0.0");
        assertThat(api.port()).contains(0);
    }

    @Test
    void leavesToTheSettingsWhatIsNotGiven() {
        WorkerOptions worker = new WorkerOptions();
        ApiOptions api = new ApiOptions();

        run(worker, options -> 0);
        run(api, options -> 0);

        assertThat(worker.pools()).isEmpty();
        assertThat(api.host()).isEmpty();
        assertThat(api.port()).isEmpty();
    }

    @Test
    void showsHelpInsteadOfRunning() {
        int exitCode = run(new UpOptions(), options -> 42, "--help");

        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: longshore up ");
    }

    @Test
    void refusesWrongOptions() {
        int exitCode = run(new UpOptions(), options -> 42, "--free-port");

        assertThat(exitCode).isEqualTo(2);
        assertThat(said()).contains("there is no option '--free-port'; did you mean --free-ports?");
    }

    @Test
    void tellsFailuresWithTheirRemedy() {
        LaunchedVerb.Program<UpOptions> program = options -> {
            throw CommandFailure.noAnswer("port 8080 (API) is taken", "use --free-ports");
        };

        assertThat(run(new UpOptions(), program)).isEqualTo(5);
        assertThat(said()).isEqualTo("error: port 8080 (API) is taken: use --free-ports\n");
    }

    private <T> int run(T options, LaunchedVerb.Program<T> program, String... args) {
        return verb.run(options, args, program);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
