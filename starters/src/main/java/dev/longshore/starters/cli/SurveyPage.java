package dev.longshore.starters.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What surveys of flows found: a line each, in a form that scripts can read, and a sum for people. */
final class SurveyPage {

    /** All is as it should be. */
    private static final Set<String> FINE =
            Set.of("=", "move", "keep", "wait", "leave", "gone", "remove", "removed", "stay");

    private static final Map<String, String> IN_WORDS = Map.of(
            "=",
            "the same",
            "+",
            "missing at the target",
            "-",
            "only at the target",
            "*",
            "different",
            "!",
            "unreadable",
            "move",
            "to be moved",
            "wait",
            "waiting",
            "leave",
            "left alone",
            "remove",
            "to be removed");

    private final Screen screen;
    private final boolean json;
    private boolean isCheck;
    private boolean isFine = true;

    SurveyPage(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    void begin(JobView job) {
        isCheck = job.json().at("result", "kind").text().equals("check");
        isFine = true;
    }

    void write(List<JsonDocument> findings) {
        for (JsonDocument finding : findings) {
            isFine &= FINE.contains(finding.at("what").text());
            screen.line(json ? finding.line() : Texts.harmless(isCheck ? symbol(finding) : sentence(finding)));
        }
        screen.flush();
    }

    /** The last line of JSON is the job. */
    void end(JobView job) {
        if (json) {
            screen.line(job.json().line());
            screen.flush();
            return;
        }
        String flow = job.json().at("result", "flow").text();
        if (!job.state().equals("done")) {
            screen.note(job.id() + " " + job.state() + (job.failure().isEmpty() ? "" : ": " + job.failure()));
            return;
        }
        String sums = job.json().at("result", "findings").fields().entrySet().stream()
                .map(count -> sum(count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
        boolean isDryRun = job.json().at("result", "dryRun").text().equals("true");
        screen.note(
                flow + ": " + (sums.isEmpty() ? "nothing is there" : sums) + (isDryRun ? "; nothing was removed" : ""));
    }

    /** 4 if the last survey found differences. */
    int exitCode() {
        return isFine ? ExitCodes.DONE : ExitCodes.SOME_FILES_FAILED;
    }

    /** As rclone prints it. */
    private static String symbol(JsonDocument finding) {
        return finding.at("what").text() + " " + finding.at("path").text();
    }

    private static String sentence(JsonDocument finding) {
        StringBuilder line = new StringBuilder();
        line.append(finding.at("what").text())
                .append(" ".repeat(Math.max(1, 8 - finding.at("what").text().length())))
                .append(finding.at("path").text());
        if (!finding.at("path").text().endsWith("/") && finding.at("bytes").number() > 0) {
            line.append(" (").append(Figures.size(finding.at("bytes").number())).append(')');
        }
        append(line, " -> ", finding.at("target").text());
        append(line, ", ", finding.at("proof").text());
        append(line, ": ", finding.at("why").text());
        return line.toString();
    }

    private static void append(StringBuilder line, String before, String text) {
        if (!text.isEmpty()) {
            line.append(before).append(text);
        }
    }

    private static String sum(String what, JsonDocument count) {
        return count.at("files").text() + " " + IN_WORDS.getOrDefault(what, what) + " ("
                + Figures.size(count.at("bytes").number()) + ")";
    }
}
