package dev.longshore.starters.archive;

import static dev.longshore.starters.cli.SampleJobs.ID;
import static dev.longshore.starters.cli.SampleJobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.StubApi;
import dev.longshore.starters.cli.Typed;
import dev.longshore.starters.cli.Typed.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZipArchiveCommandTest {

    private static final String ORDER = """
            { "files": [ {"source": "a.png", "destination": "album_1"} ],
              "metadata": {"key": 1.50} }
            """;

    private static final String LINK =
            "{\"url\":\"http://127.0.0.1:9000/zip-storage/a.zip?X-Amz-Signature=5f\",\"expiresAt\":\"2026-11-22T14:41:21Z\"}";

    @TempDir
    private Path folder;

    private final StubApi api = new StubApi().on("POST /api/archive", 202, job("queued", 0, 0));
    private final Typed typed = Typed.at(api);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void sendsAFileAsItIs() throws IOException {
        Outcome outcome = typed.run("archive", "start", "--files", file(ORDER));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(ID + " queued\nFollow it: longshore job watch " + ID + "\n");
        assertThat(api.onlyAsked().body()).isEqualTo(ORDER);
        assertThat(api.onlyAsked().header("Content-type")).contains("application/json");
    }

    @Test
    void sendsTheStandardInputAsItIsEvenIfIllFormed() {
        typed.withInput("{\"files\":").run("archive", "start", "--files", "-");

        assertThat(api.onlyAsked().body()).isEqualTo("{\"files\":");
    }

    @Test
    void setsFieldsOfTheFileByOptions() throws IOException {
        typed.run(
                "archive",
                "start",
                "--files",
                file(ORDER),
                "--to",
                "s3://zip-storage/\"k\".zip",
                "--missing",
                "skip",
                "--names",
                "refuse",
                "--plan",
                "fewest-bytes",
                "--compression",
                "auto",
                "--metadata",
                " [1, 2.0] ");

        assertThat(api.onlyAsked().body())
                .isEqualTo(
                        "{\"files\":[{\"source\":\"a.png\",\"destination\":\"album_1\"}],"
                                + "\"to\":\"s3://zip-storage/\\\"k\\\".zip\",\"missing\":\"skip\",\"names\":\"refuse\",\"plan\":\"fewest-bytes\",\"compression\":\"auto\",\"metadata\":[1,2.0]}");
    }

    @Test
    void ordersAPrefix() {
        typed.run("archive", "start", "--from", "s3://source-images/trip/", "--exists", "SUFFIX", "--manifest");

        assertThat(api.onlyAsked().body())
                .isEqualTo("{\"from\":\"s3://source-images/trip/\",\"exists\":\"suffix\",\"manifest\":true}");
    }

    @Test
    void ordersLinksThatAreValidSoLong() {
        typed.run("archive", "start", "--from", "s3://source-images/trip/", "--link", "presigned:24h");

        assertThat(api.onlyAsked().body())
                .isEqualTo("{\"from\":\"s3://source-images/trip/\",\"link\":\"presigned:24h\"}");
    }

    @Test
    void printsNothingButTheLinkWhereProgramsRead() {
        api.on("POST /api/archive/link", 200, LINK);

        Outcome outcome = typed.run("archive", "link", ID);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("http://127.0.0.1:9000/zip-storage/a.zip?X-Amz-Signature=5f\n");
        assertThat(outcome.err()).contains("2026-11-22T14:41:21Z");
        assertThat(api.onlyAsked().body()).isEqualTo("{\"job\":\"" + ID + "\"}");
    }

    @Test
    void printsTheLinkAsTheApiSendsIt() {
        api.on("POST /api/archive/link", 200, LINK);

        Outcome outcome = typed.run("archive", "link", ID, "--json");

        assertThat(outcome.out()).isEqualTo(LINK + "\n");
    }

    @Test
    void aJobThatIsNotDoneHasNoLink() {
        api.on("POST /api/archive/link", 409, "{\"status\":409,\"detail\":\"Job is running.\"}");

        Outcome outcome = typed.run("archive", "link", ID);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("Job is running.");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void sendsTheKeyThatWasGivenOrANewOne() {
        typed.run("archive", "start", "--from", "s3://a/b/", "--idempotency-key", "mine");
        typed.run("archive", "start", "--from", "s3://a/b/");

        assertThat(api.asked().get(0).header("Idempotency-key")).contains("mine");
        assertThat(api.asked().get(1).header("Idempotency-key"))
                .hasValueSatisfying(key -> assertThat(key).hasSize(36));
    }

    @Test
    void waitsForTheEnd() {
        api.on("GET /api/jobs/" + ID, 200, job("done", 498, 2));

        Outcome outcome = typed.run("archive", "start", "--from", "s3://a/b/", "--wait", "--json");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.out().lines()).containsExactly(job("queued", 0, 0), job("done", 498, 2));
    }

    @Test
    void printsTheJobAsJson() {
        assertThat(typed.run("archive", "start", "--from", "s3://a/b/", "--json")
                        .out())
                .isEqualTo(job("queued", 0, 0) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--files - --from s3://a/b/",
                "--from s3://a/b/ --exists never",
                "--from s3://a/b/ --names replace",
                "--from s3://a/b/ --plan cheapest",
                "--from s3://a/b/ --metadata {",
                "--files /nowhere/payload.json",
                "--files -",
            })
    void startsNothingWhenItIsAskedWrongly(String options) {
        Typed user = options.equals("--files -") ? typed.withInput("[1]") : typed;
        String more = options.equals("--files -") ? " --to s3://a/b.zip" : "";

        Outcome outcome = user.run(("archive start " + options + more).strip().split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("error: ");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void saysWhereAFileIsIllFormed() throws IOException {
        Outcome outcome = typed.run("archive", "start", "--files", file("{\n  \"files\": oops }"), "--exists", "fail");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("order.json, line 2, column ");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void refusesWhatFollowsTheOrder() throws IOException {
        Outcome outcome = typed.run("archive", "start", "--files", file(ORDER + "{}"), "--exists", "fail");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("order.json: something follows the JSON object");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void leavesNoCopyOfTheOrderBehind() throws IOException {
        Set<Path> before = copies();

        typed.withInput(ORDER).run("archive", "start", "--files", "-", "--exists", "fail");

        assertThat(api.onlyAsked().body()).contains("\"exists\":\"fail\"");
        assertThat(copies()).isEqualTo(before);
    }

    private static Set<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("longshore-order-"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void refusesAnOrderThatIsTooLarge() throws IOException {
        Path large = folder.resolve("large.json");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64 << 20) + 1);
        }

        Outcome outcome = typed.run("archive", "start", "--files", large.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("64.0 MiB");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void tellsTheReasonOfARefusal() {
        api.on("POST /api/archive", 409, "{\"detail\":\"s3://zip-storage/trip.zip exists; say what to do by exists\"}");

        Outcome outcome = typed.run("archive", "start", "--from", "s3://a/b/");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("error: s3://zip-storage/trip.zip exists; say what to do by exists\n");
    }

    @Test
    void saysHowToAskAgainWhenTheAnswerIsLost() throws IOException {
        try (HangingUp server = new HangingUp()) {
            Outcome outcome = typed.with("LONGSHORE_URL", server.url())
                    .run("archive", "start", "--from", "s3://a/b/", "--idempotency-key", "mine");

            assertThat(outcome.exitCode()).isEqualTo(5);
            assertThat(outcome.err()).contains("may have been started").contains("--idempotency-key mine");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void saysHowToAskAgainAfterAServerInTrouble(int status) {
        api.on("POST /api/archive", status, "{\"detail\":\"it is in trouble\"}");

        Outcome outcome = typed.run("archive", "start", "--from", "s3://a/b/", "--idempotency-key", "mine");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).startsWith("error: it is in trouble").contains("--idempotency-key mine");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("order.json"), text).toString();
    }
}
