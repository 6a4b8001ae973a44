package dev.longshore.starters.cli;

import java.util.Iterator;
import java.util.List;

/** The states of jobs, offered by shells and help; whether one exists the API says. */
final class JobStates implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return List.of("queued", "running", "paused", "done", "failed", "cancelled")
                .iterator();
    }
}
