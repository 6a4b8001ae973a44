package dev.longshore.storage.files;

/** Somebody else writes this file, in this process or another; once that one has ended it may be tried again. */
public final class FileHeldException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FileHeldException(String message) {
        super(message);
    }
}
