package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.StubApi;
import dev.longshore.starters.cli.Typed;
import dev.longshore.starters.cli.Typed.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveIntakeCommandTest {

    private static final String PAUSED =
            "{\"room\":\"archive\",\"queue\":\"input-queue\",\"state\":\"paused\",\"pausedBy\":\"local\","
                    + "\"pausedSince\":\"2026-11-21T11:59:00Z\",\"waitingFor\":null,\"unfinished\":3,\"limit\":100,"
                    + "\"messages\":{\"received\":12,\"started\":11,\"again\":0,\"refused\":1},"
                    + "\"oldestMessageSeconds\":75}";
    private static final String OFF =
            "{\"room\":\"archive\",\"queue\":null,\"state\":\"off\",\"pausedBy\":null,\"pausedSince\":null,"
                    + "\"waitingFor\":null,\"unfinished\":0,\"limit\":100,"
                    + "\"messages\":{\"received\":0,\"started\":0,\"again\":0,\"refused\":0},"
                    + "\"oldestMessageSeconds\":null}";

    private final StubApi api = new StubApi();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({"pause, POST /api/archive/pause", "resume, POST /api/archive/resume", "intake, GET /api/archive/intake"
    })
    void asksTheApiAndShowsTheIntake(String verb, String request) {
        Outcome outcome = Typed.at(api.on(request, 200, PAUSED)).run("archive", verb);

        assertThat(outcome.exitCode()).isZero();
        assertThat(api.onlyAsked().line()).isEqualTo(request);
        assertThat(api.onlyAsked().body()).isEmpty();
        assertThat(outcome.out()).isEqualTo("""
                intake         paused
                queue          input-queue
                paused         since 11:59:00 by local
                unfinished     3 of at most 100 jobs
                messages       12 received, 11 started, 0 again, 1 refused
                oldest message 1 min 15 s old
                """);
    }

    @Test
    void leavesOutWhatThereIsNot() {
        Outcome outcome = Typed.at(api.on("GET /api/archive/intake", 200, OFF)).run("archive", "intake");

        assertThat(outcome.out()).isEqualTo("""
                intake         off
                unfinished     0 of at most 100 jobs
                messages       0 received, 0 started, 0 again, 0 refused
                """);
    }

    @Test
    void printsWhatTheApiSendsAsJson() {
        Outcome outcome =
                Typed.at(api.on("POST /api/archive/pause", 200, PAUSED)).run("archive", "pause", "--json");

        assertThat(outcome.out()).isEqualTo(PAUSED + "\n");
    }

    @Test
    void anApiThatIsAwayIsExitCodeFive() {
        Outcome outcome = Typed.at(api.on("POST /api/archive/pause", 503, "{\"detail\":\"The ledger is away.\"}"))
                .run("archive", "pause");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("The ledger is away.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "intake"})
    void helpHasAnExample(String verb) {
        assertThat(Typed.at(api).run("archive", verb, "--help").out())
                .contains("Example:", "longshore archive " + verb);
    }
}
