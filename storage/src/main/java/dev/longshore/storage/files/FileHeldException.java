package dev.longshore.storage.files;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else writes this file, in this process or another; once that one has ended it may be tried again. */
public final class FileHeldException extends IOException {

    private static final long serialVersionUID = 1;

    FileHeldException(Path file, String why) {
        super(file + " " + why);
    }
}
