package dev.longshore.starters.cli;

import java.util.Iterator;
import java.util.List;

/** The states of files, offered by shells and help; whether one exists the API says. */
final class FileStates implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return List.of("queued", "running", "done", "failed", "skipped", "cancelled")
                .iterator();
    }
}
