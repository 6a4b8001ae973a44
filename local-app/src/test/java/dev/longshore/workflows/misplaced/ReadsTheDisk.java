package dev.longshore.workflows.misplaced;

import java.nio.file.Path;

/** A sample that the house rules must catch. */
public final class ReadsTheDisk {

    public Path file() {
        return Path.of("file");
    }
}
