package dev.longshore.starters.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A job as the API sent it, and what of it people and scripts want to know. */
record JobView(JsonDocument json) {

    private static final Set<String> FINISHED = Set.of("done", "failed", "cancelled");

    String id() {
        return json.at("id").text();
    }

    String state() {
        return json.at("state").text();
    }

    boolean isFinished() {
        return FINISHED.contains(state());
    }

    /** What a command ends with that waited for this job. */
    int exitCode() {
        if (!state().equals("done")) {
            return ExitCodes.FAILED;
        }
        return files("failed") > 0 ? ExitCodes.SOME_FILES_FAILED : ExitCodes.DONE;
    }

    long files(String which) {
        return json.at("files", which).number();
    }

    long bytes(String which) {
        return json.at("bytes", which).number();
    }

    String waitingFor() {
        return json.at("waitingFor").text();
    }

    /** Such as {@code 120 of 500, 2 failed}. */
    String filesInWords() {
        String done = files("done") + " of " + files("total");
        String failed = files("failed") > 0 ? ", " + files("failed") + " failed" : "";
        String skipped = files("skipped") > 0 ? ", " + files("skipped") + " skipped" : "";
        return done + failed + skipped;
    }

    /** Such as {@code 1.5 MiB of 2.0 GiB}, or the one figure when all is done. */
    String bytesInWords() {
        long done = bytes("done");
        long total = bytes("total");
        return done == total ? Figures.size(total) : Figures.size(done) + " of " + Figures.size(total);
    }

    /** Such as {@code 3 min 5 s}; empty where nobody knows. */
    String timeLeft() {
        JsonDocument seconds = json.at("secondsLeft");
        return seconds.isNull() ? "" : Figures.time(Duration.ofSeconds(seconds.number()));
    }

    String failure() {
        String type = json.at("failure", "type").text();
        String message = json.at("failure", "message").text();
        return type.isEmpty() || message.isEmpty() ? type + message : type + ": " + message;
    }

    /** How long it took, or has taken so far; empty if it did not start. */
    String time(Clock clock) {
        try {
            String started = json.at("startedAt").text();
            String finished = json.at("finishedAt").text();
            if (started.isEmpty()) {
                return "";
            }
            Instant end = finished.isEmpty() ? clock.instant() : Instant.parse(finished);
            Duration time = Duration.between(Instant.parse(started), end);
            return Figures.time(time.isNegative() ? Duration.ZERO : time);
        } catch (DateTimeException e) {
            return ""; // written by a server that we do not know
        }
    }
}
