package dev.longshore.starters.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.starters.cli.StubApi;
import dev.longshore.starters.cli.Typed;
import dev.longshore.starters.cli.Typed.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SurveyCommandTest {

    private static final String FINDINGS = "GET /api/sync/findings?job=sync%%3Ahere%%3Aoutput%%3A%s%%3A1&limit=1000";

    private static final String JOB = """
            {"id":"sync:here:output:%s:1","room":"sync","state":"%s","files":{"total":2,"done":2,"failed":0,"skipped":0},\
            "bytes":{"total":0,"done":0},"failure":%s,"result":%s}""";

    private static final String RESULT = """
            {"host":"here","flow":"output","kind":"%s","dryRun":%s,"findings":{%s}}""";

    private static final String ONE = "\"%s\":{\"files\":1,\"bytes\":2048}";

    private static final String FINDING = """
            {"path":"%s","what":"%s","bytes":2048,"touched":null,"target":%s,"proof":%s,"why":%s}""";

    private final StubApi api = new StubApi();
    private final Typed typed = Typed.at(api);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aCheckPrintsSymbolsAsRcloneDoesAndEndsWithFourOnDifferences() {
        survey("check", done("check", false, ONE.formatted("=") + "," + ONE.formatted("+")));
        found("check", "\"7\"", FINDING.formatted("a.txt", "=", "null", "null", "null"));
        String next = FINDING.formatted("new file.txt", "+", "null", "null", "null");
        api.on(FINDINGS.formatted("check") + "&cursor=7", 200, "{\"items\":[" + next + "],\"next\":null}");

        Outcome outcome = typed.run("sync", "check", "--flow", "output", "--host", "here");

        assertThat(outcome.out()).isEqualTo("= a.txt\n+ new file.txt\n");
        assertThat(outcome.err()).contains("output: 1 the same (2.0 KiB), 1 missing at the target (2.0 KiB)");
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(api.asked().get(0).body()).isEqualTo("{\"host\":\"here\",\"flows\":[\"output\"]}");
    }

    @Test
    void aCheckWithoutDifferencesEndsWithZero() {
        survey("check", done("check", false, ONE.formatted("=")));
        found("check", "null", FINDING.formatted("a.txt", "=", "null", "null", "null"));

        assertThat(typed.run("sync", "check").exitCode()).isZero();
    }

    @Test
    void aPlanSaysWhereFilesGoAndWhy() {
        survey("plan", done("plan", false, ONE.formatted("move")));
        found("plan", "null", FINDING.formatted("a.txt", "move", "\"s3://b/a-1.txt\"", "null", "\"taken\""));

        Outcome outcome = typed.run("sync", "plan");

        assertThat(outcome.out()).isEqualTo("move    a.txt (2.0 KiB) -> s3://b/a-1.txt: taken\n");
        assertThat(outcome.err()).contains("output: 1 to be moved (2.0 KiB)");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void aDryCleanupSaysThatNothingWasRemoved() {
        survey("cleanup", done("cleanup", true, ONE.formatted("remove")));
        found("cleanup", "null", FINDING.formatted("a", "remove", "\"s3://b/a\"", "\"md5:1\"", "\"is there\""));

        Outcome outcome = typed.run("sync", "cleanup", "--dry-run");

        assertThat(outcome.out()).isEqualTo("remove  a (2.0 KiB) -> s3://b/a, md5:1: is there\n");
        assertThat(outcome.err()).contains("output: 1 to be removed (2.0 KiB); nothing was removed");
        assertThat(outcome.exitCode()).isZero();
        assertThat(api.asked().get(0).body()).isEqualTo("{\"dryRun\":true}");
    }

    @Test
    void jsonIsAFindingALineAndTheJobLast() {
        String job = done("check", false, "");
        String finding = FINDING.formatted("a.txt", "*", "null", "null", "null");
        survey("check", job);
        found("check", "null", finding);

        Outcome outcome = typed.run("sync", "check", "--json");

        assertThat(outcome.out()).isEqualTo(finding + "\n" + job + "\n");
        assertThat(outcome.exitCode()).isEqualTo(4);
    }

    @Test
    void aSurveyThatFailsSaysWhy() {
        String failure = "{\"type\":\"INVALID_REQUEST\",\"message\":\"no max-age\"}";
        survey("cleanup", JOB.formatted("cleanup", "failed", failure, "null"));
        found("cleanup", "null");

        Outcome outcome = typed.run("sync", "cleanup");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("INVALID_REQUEST: no max-age");
    }

    @Test
    void approvalsOfCleanupsSaySo() {
        api.on("POST /api/sync/approve", 200, "{\"items\":[]}");

        assertThat(typed.run("sync", "approve", "--cleanup", "--flow", "output").exitCode())
                .isZero();

        assertThat(api.onlyAsked().body()).isEqualTo("{\"flows\":[\"output\"],\"cleanup\":true}");
    }

    private void survey(String kind, String job) {
        api.on("POST /api/sync/" + kind, 202, "{\"items\":[" + job + "]}");
    }

    private void found(String kind, String next, String... findings) {
        String page = "{\"items\":[" + String.join(",", findings) + "],\"next\":" + next + "}";
        api.on(FINDINGS.formatted(kind), 200, page);
    }

    private static String done(String kind, boolean dryRun, String findings) {
        return JOB.formatted(kind, "done", "null", RESULT.formatted(kind, dryRun, findings));
    }
}
