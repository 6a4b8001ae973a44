package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.Typed.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the command line says before anything is done: what a job would come to, and what stores can do. */
final class EstimatesTest {

    private static final String ESTIMATE = """
            {"archive":"s3://zip-storage/trip.zip","url":null,"size":2100340,"entries":3,\
            "leftOut":[{"ordinal":7,"reason":"SOURCE_MISSING"}],"dryRun":true,\
            "parts":{"total":3,"body":0,"copy":1,"seam":1,"glued":0,"directory":1},\
            "requests":{"head":4,"get":2,"put":2,"copy":1,"create":1,"complete":1,"delete":1,"list":2},\
            "bytesRead":1048576,"bytesSent":2048,"bytesCopiedByStore":2097152,\
            "price":{"currency":"USD","requests":"0.0374"}}""";

    private static final String STORE = """
            {"name":"","endpoint":"http://127.0.0.1:9000","abilities":{"copiesParts":true,\
            "refusesChangedCopies":false,"tellsChecksumsOfCopies":true,"refusesToReplace":true,\
            "verifiesWholeChecksums":true,"wantsEqualParts":false},"probedAt":"2026-11-21T11:20:51Z"}""";

    private static final String UNKNOWN =
            "{\"name\":\"backup\",\"endpoint\":\"AWS us-east-1\",\"abilities\":null,\"probedAt\":null}";

    private final StubApi api = new StubApi();
    private final Typed typed = Typed.at(api);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anArchiveIsPlannedAndItsFiguresAreATable() {
        api.on("POST /api/archive/plan", 202, SampleJobs.withResult(ESTIMATE));

        Outcome outcome = typed.run("archive", "plan", "--from", "s3://source-images/trip/", "--plan", "fewest-bytes");

        assertThat(outcome.exitCode()).isZero();
        assertThat(api.onlyAsked().body())
                .isEqualTo("{\"from\":\"s3://source-images/trip/\",\"plan\":\"fewest-bytes\"}");
        assertThat(api.onlyAsked().header("Idempotency-key")).isPresent();
        assertThat(outcome.out()).endsWith("""
                what              figure  of which
                entries                3  1 left out
                size             2.0 MiB  s3://zip-storage/trip.zip
                read             1.0 MiB  through the worker
                sent             2.0 KiB  through the worker
                copied by store  2.0 MiB  by requests alone
                parts                  3  1 copy, 1 seam, 1 directory
                requests              14  4 head, 2 get, 2 put, 1 copy, 1 create, 1 complete, 1 delete, 2 list
                price             0.0374  USD, of the requests
                """);
    }

    @Test
    void stagesAreARowOfTheirOwnWhereThereAreAny() {
        String byStages = ESTIMATE.replace("\"requests\":{\"head\"", "\"stages\":2,\"requests\":{\"head\"");
        api.on("POST /api/archive/plan", 202, SampleJobs.withResult(byStages));

        Outcome outcome = typed.run("archive", "plan", "--from", "s3://source-images/trip/");

        assertThat(outcome.out())
                .contains(
                        "directory\nstages                 2  each a temporary object that the store copies\nrequests");
    }

    @Test
    void programsGetTheJobInLines() {
        api.on("POST /api/archive/plan", 202, SampleJobs.job("queued", 0, 0))
                .on("GET " + SampleJobs.PATH, 200, SampleJobs.withResult(ESTIMATE));

        Outcome outcome = typed.run("archive", "plan", "--from", "s3://source-images/trip/", "--json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .isEqualTo(SampleJobs.job("queued", 0, 0) + "\n" + SampleJobs.withResult(ESTIMATE) + "\n");
    }

    @Test
    void anArchiveThatCannotBePlannedSaysWhy() {
        api.on("POST /api/archive/plan", 202, SampleJobs.failed("SOURCE_MISSING", "a.png"));

        Outcome outcome = typed.run("archive", "plan", "--from", "s3://source-images/trip/");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("SOURCE_MISSING: a.png").doesNotContain("price");
    }

    @Test
    void whatIsPlannedIsSaidByOneOfTwoOptions() {
        assertThat(typed.run("archive", "plan").exitCode()).isEqualTo(2);
    }

    @Test
    void thePlanOfAnEarlierDayIsReadableInItsJob() {
        api.on("GET " + SampleJobs.PATH, 200, SampleJobs.withResult(ESTIMATE));

        assertThat(typed.run("job", "show", SampleJobs.ID).out())
                .contains("parts           1 copy, 1 seam, 1 directory\n", "price           0.0374 USD\n");
    }

    @Test
    void saysWhatStoresCanDoAndWhatThatMeans() {
        api.on("GET /api/stores", 200, "{\"stores\":[" + STORE + "," + UNKNOWN + "]}");

        Outcome outcome = typed.run("doctor", "s3");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("default store at http://127.0.0.1:9000, asked ")
                .contains("copies inside the store    yes  large files need not pass through the worker\n")
                .contains("refuses changed sources    no   each copy costs a HEAD more")
                .endsWith("store backup at AWS us-east-1, not asked yet\n");
    }

    @Test
    void programsGetAStoreALine() {
        api.on("GET /api/stores", 200, "{\"stores\":[" + STORE + "," + UNKNOWN + "]}");

        assertThat(typed.run("doctor", "s3", "--json").out()).isEqualTo(STORE + "\n" + UNKNOWN + "\n");
    }

    @Test
    void aStoreIsAskedAnew() {
        api.on("POST /api/stores/probe", 200, STORE);

        Outcome outcome = typed.run("doctor", "s3", "--probe", "s3://zip-storage/", "--json");

        assertThat(outcome.out()).isEqualTo(STORE + "\n");
        assertThat(api.onlyAsked().body()).isEqualTo("{\"bucket\":\"s3://zip-storage/\"}");
    }
}
