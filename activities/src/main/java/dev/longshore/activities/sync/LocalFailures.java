package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.BUCKET_MISSING;
import static dev.longshore.workflows.failure.FailureType.REFUSED_BY_STORE;
import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;
import static dev.longshore.workflows.failure.FailureType.SOURCE_UNREADABLE;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Says of what the file system refuses whose fault it is: the file's, or that of the host and its disks. */
final class LocalFailures {

    /**
     * How systems word what is wrong with all files of a host, for Java tells the words alone: no room (ENOSPC, EDQUOT), a disk
     * that takes nothing or went away (EROFS, ESTALE, ENODEV, ENOTCONN and others of network disks), too little of the system's
     * own (EMFILE, ENFILE, ENOMEM).
     */
    private static final List<String> OF_THE_HOST = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "Quota exceeded",
            "Read-only file system",
            "Stale file handle",
            "Stale NFS file handle",
            "No such device",
            "Transport endpoint",
            "Cannot send after transport endpoint shutdown",
            "Socket not connected",
            "Host is down",
            "No route to host",
            "Connection timed out",
            "Operation timed out",
            "Too many open files",
            "No file descriptors available",
            "Cannot allocate memory",
            "Out of memory");

    private static final Set<String> OF_THE_STORE = Set.of(BUCKET_MISSING.name(), REFUSED_BY_STORE.name());

    private LocalFailures() {}

    /** Of work on one file: what is wrong with this one alone keeps no other waiting. */
    static ApplicationFailure explain(RuntimeException error) {
        return local(error).map(LocalFailures::ofAFile).orElseGet(() -> Failures.explain(error));
    }

    /** Of work on a folder as a whole, which goes on once somebody has mended what is wrong there. */
    static ApplicationFailure explainOfAll(RuntimeException error) {
        return local(error).map(LocalFailures::ofTheHost).orElseGet(() -> Failures.explain(error));
    }

    /** A flow outlives what ends other jobs: somebody makes the bucket, or mends what answers for the store. */
    static ApplicationFailure explainToAFlow(RuntimeException error) {
        ApplicationFailure failure = explainOfAll(error);
        return OF_THE_STORE.contains(failure.getType())
                ? UNAVAILABLE.because(failure.getOriginalMessage(), failure)
                : failure;
    }

    private static Optional<IOException> local(RuntimeException error) {
        return error instanceof UncheckedIOException unchecked
                ? Optional.ofNullable(unchecked.getCause())
                : Optional.empty();
    }

    private static ApplicationFailure ofAFile(IOException error) {
        if (error instanceof NoSuchFileException gone) {
            return SOURCE_MISSING.because(gone.getMessage() + " is gone", error);
        }
        if (error instanceof AccessDeniedException denied) {
            return SOURCE_UNREADABLE.because(
                    denied.getMessage() + " may not be read or written by this user; its rights decide", error);
        }
        return isOfTheHost(error)
                ? ofTheHost(error)
                : SOURCE_UNREADABLE.because(
                        "the file system refuses it, and is asked again after a while: " + error.getMessage(), error);
    }

    private static ApplicationFailure ofTheHost(IOException error) {
        return UNAVAILABLE.because("the disk: " + error.getMessage(), error);
    }

    /** A worker that ends closes what its steps read; who was about to read a network says so by another name. */
    private static boolean isOfTheHost(IOException error) {
        if (error instanceof ClosedChannelException
                || error instanceof InterruptedIOException
                || error instanceof SocketException) {
            return true;
        }
        String reason = reasonOf(error);
        return OF_THE_HOST.stream().anyMatch(reason::startsWith);
    }

    /** Without the file's name, which may have any words in it. */
    private static String reasonOf(IOException error) {
        String reason = error instanceof FileSystemException named ? named.getReason() : error.getMessage();
        return Objects.requireNonNullElse(reason, "");
    }
}
