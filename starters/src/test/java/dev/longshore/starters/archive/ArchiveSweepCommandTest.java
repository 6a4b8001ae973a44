package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.StubApi;
import dev.longshore.starters.cli.Typed;
import dev.longshore.starters.cli.Typed.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ArchiveSweepCommandTest {

    private static final String LEFT = """
            {"kind":"upload","bucket":"s3://zip-storage/","key":"a.zip","since":"2026-11-13T12:00:00Z","bytes":5242880,"job":"archive:1","removed":%s}""";

    private final StubApi api = new StubApi();
    private final Typed typed = Typed.at(api);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void removesNothingUnlessItIsTold() {
        api.on("GET /api/archive/sweep?olderThan=7d", 200, swept(false, LEFT.formatted(false)));

        Outcome outcome = typed.run("archive", "sweep");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(
                        "KIND    BUCKET             KEY        AGE    BYTES  JOB",
                        "upload  s3://zip-storage/  a.zip  8 d 0 h  5.0 MiB  archive:1",
                        "Nothing was removed; --remove removes it.");
    }

    @Test
    void removesWhatIsOlderThanTheAgeGiven() {
        api.on("POST /api/archive/sweep", 200, swept(true, LEFT.formatted(true)));

        Outcome outcome = typed.run("archive", "sweep", "--older-than", "30d", "--remove");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).endsWith("Removed 1 of 1.\n");
        assertThat(api.onlyAsked().body()).isEqualTo("{\"olderThan\":\"30d\"}");
    }

    @Test
    void saysByItsExitCodeThatSomethingStays() {
        api.on("POST /api/archive/sweep", 200, swept(true, LEFT.formatted(false)));

        assertThat(typed.run("archive", "sweep", "--remove").exitCode()).isEqualTo(4);
    }

    @Test
    void printsEachOnALineOfJson() {
        String item = LEFT.formatted(false);
        api.on("GET /api/archive/sweep?olderThan=7d", 200, swept(false, item + "," + item));

        Outcome outcome = typed.run("archive", "sweep", "--json");

        assertThat(outcome.out()).isEqualTo(item + "\n" + item + "\n");
    }

    @Test
    void saysThatNothingIsLeftAndWhatItCouldNotSee() {
        api.on("GET /api/archive/sweep?olderThan=1h", 200, """
                {"olderThan":"1h","removes":false,"items":[],"more":false,"skipped":[{"bucket":"s3://old/","reason":"There is none."}]}""");

        Outcome outcome = typed.run("archive", "sweep", "--older-than", "1h");

        assertThat(outcome.out()).isEqualTo("Nothing older than 1h is left behind.\n");
        assertThat(outcome.err()).contains("s3://old/", "There is none.");
    }

    @Test
    void refusesAnAgeThatTheApiRefuses() {
        api.on("GET /api/archive/sweep?olderThan=soon", 400, "{\"status\":400,\"detail\":\"olderThan is soon.\"}");

        Outcome outcome = typed.run("archive", "sweep", "--older-than", "soon");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("olderThan is soon.");
    }

    private static String swept(boolean removes, String items) {
        return "{\"olderThan\":\"7d\",\"removes\":" + removes + ",\"items\":[" + items
                + "],\"more\":false,\"skipped\":[]}";
    }
}
