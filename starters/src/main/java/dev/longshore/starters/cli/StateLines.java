package dev.longshore.starters.cli;

import java.util.function.Consumer;

/** Says how a job stands, in a line whenever that changes, for jobs of which there is no more to be said. */
final class StateLines implements Consumer<JobView> {

    private final Consumer<String> lines;
    private String last = "";

    StateLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void accept(JobView job) {
        String waits = job.waitingFor().isEmpty() ? "" : ", waits for " + job.waitingFor();
        String why = job.failure().isEmpty() ? "" : ": " + job.failure();
        String line = job.id() + " " + job.state() + waits + why;
        if (!line.equals(last)) {
            lines.accept(Texts.harmless(line));
            last = line;
        }
    }
}
