package dev.longshore.starters.cli;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One job on a page of its own: a fact a line. */
final class JobPage {

    private static final int MOST_LEFT_OUT = 10;
    /** Last, behind what they are the price of. */
    private static final List<String> COSTS = List.of("requests", "price");

    private static final int COLUMN = "copied by store ".length();

    private final Screen screen;
    private final Clock clock;

    JobPage(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
    }

    void write(JobView job) {
        fact("job", job.id(), Style.BOLD);
        fact("state", job.state(), Style.ofState(job.state()));
        fact("waits for", job.waitingFor(), Style.DOUBTFUL);
        fact("failure", job.failure(), Style.BAD);
        fact("files", job.filesInWords(), Style.PLAIN);
        fact("bytes", job.bytesInWords(), Style.PLAIN);
        fact("created", moment(job, "createdAt") + by(job), Style.PLAIN);
        fact("started", moment(job, "startedAt"), Style.PLAIN);
        fact("finished", moment(job, "finishedAt"), Style.PLAIN);
        fact("time", job.time(clock), Style.PLAIN);
        fact("left", job.timeLeft(), Style.PLAIN);
        job.json().at("result").fields().forEach((name, value) -> {
            if (!COSTS.contains(name)) {
                result(name, value);
            }
        });
        COSTS.forEach(name -> result(name, job.json().at("result", name)));
        fact("engine", job.json().at("links", "engine").text(), Style.PLAIN);
    }

    private void fact(String name, String value, Style style) {
        if (!value.isEmpty()) {
            String padded = name + " ".repeat(Math.max(1, COLUMN - name.length()));
            screen.line(screen.paint(Style.FAINT, padded) + screen.paint(style, Texts.harmless(value)));
        }
    }

    private String moment(JobView job, String field) {
        String instant = job.json().at(field).text();
        return instant.isEmpty() ? "" : Figures.moment(instant, clock);
    }

    private static String by(JobView job) {
        String user = job.json().at("submittedBy").text();
        return user.isEmpty() ? "" : " by " + user;
    }

    /** A result is the room's own: sizes are known by their names, lists are counted. */
    private void result(String name, JsonDocument value) {
        if (name.equals("leftOut")) {
            leftOut(value.items());
        } else if (name.equals("size") || name.startsWith("bytes")) {
            fact(inWords(name), Figures.size(value.number()), Style.PLAIN);
        } else if (name.equals("price") && value.isObject()) {
            fact(name, value.at("requests").text() + " " + value.at("currency").text(), Style.PLAIN);
        } else if (value.isObject()) {
            fact(inWords(name), EstimatePage.counts(value), Style.PLAIN);
        } else if (!value.isNull()) {
            fact(inWords(name), value.text(), Style.PLAIN);
        }
    }

    private void leftOut(List<JsonDocument> files) {
        files.stream().limit(MOST_LEFT_OUT).map(JsonDocument::fields).forEach(this::leftOutFile);
        if (files.size() > MOST_LEFT_OUT) {
            fact("left out", "and " + (files.size() - MOST_LEFT_OUT) + " more", Style.DOUBTFUL);
        }
    }

    private void leftOutFile(Map<String, JsonDocument> file) {
        String ordinal = file.containsKey("ordinal") ? file.get("ordinal").text() : "?";
        String reason = file.containsKey("reason") ? file.get("reason").text() : "";
        fact("left out", "file " + ordinal + ": " + reason, Style.DOUBTFUL);
    }

    /** {@code bytesSentAgain} becomes {@code sent again}. */
    private static String inWords(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).replaceFirst("^bytes ", "");
    }
}
