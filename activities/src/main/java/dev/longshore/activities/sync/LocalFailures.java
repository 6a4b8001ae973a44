package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;
import static dev.longshore.workflows.failure.FailureType.SOURCE_UNREADABLE;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says of what the file system refuses whose fault it is: the file's, or the disk's. */
final class LocalFailures {

    private LocalFailures() {}

    static ApplicationFailure explain(RuntimeException error) {
        return error.getCause() instanceof IOException local && error instanceof UncheckedIOException
                ? explain(local)
                : Failures.explain(error);
    }

    /** A full disk, or one that is away, may be well again. */
    private static ApplicationFailure explain(IOException error) {
        if (error instanceof NoSuchFileException gone) {
            return SOURCE_MISSING.because(gone.getMessage() + " is gone", error);
        }
        if (error instanceof AccessDeniedException denied) {
            return SOURCE_UNREADABLE.because(
                    denied.getMessage() + " may not be read or written by this user; its rights decide", error);
        }
        return UNAVAILABLE.because("the disk: " + error.getMessage(), error);
    }
}
