package dev.longshore.starters.cli;

import java.util.Map;
import picocli.CommandLine.Mixin;

/** How a verb looks at flows of the room {@code sync}, and shows what is found. */
public final class SurveyOptions {

    private static final int PAGE = 1_000;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    /**
     * Starts a survey of each flow, waits for their ends and shows their findings, a page at a time.
     *
     * @return the exit code: how the jobs ended, or 4 if something is found that is not as it should be
     */
    public int send(String path, RequestBody order, Surroundings surroundings) throws InterruptedException {
        Api api = connection.api(surroundings);
        SurveyPage page = new SurveyPage(new Screen(surroundings), waiting.isJson());
        int worst = ExitCodes.DONE;
        for (JsonDocument job : api.post(path, order, Map.of()).at("items").items()) {
            JobView ended = waiting.awaitEnd(job, api, surroundings);
            show(ended, page, api);
            int code = ended.exitCode() == ExitCodes.DONE ? page.exitCode() : ended.exitCode();
            worst = worst == ExitCodes.FAILED ? worst : code == ExitCodes.DONE ? worst : code;
        }
        return worst;
    }

    private static void show(JobView ended, SurveyPage page, Api api) {
        Query query = new Query("/api/sync/findings").with("job", ended.id()).with("limit", PAGE);
        String cursor = null;
        page.begin(ended);
        do {
            JsonDocument findings = api.get(query.with("cursor", cursor).toString());
            page.write(findings.at("items").items());
            boolean isLast =
                    findings.at("next").isNull() || findings.at("items").items().isEmpty();
            cursor = isLast ? null : findings.at("next").text();
        } while (cursor != null);
        page.end(ended);
    }
}
