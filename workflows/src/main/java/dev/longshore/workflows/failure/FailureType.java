package dev.longshore.workflows.failure;

import static dev.longshore.workflows.failure.FailureType.Scope.ENVIRONMENT;
import static dev.longshore.workflows.failure.FailureType.Scope.FILE;
import static dev.longshore.workflows.failure.FailureType.Scope.REQUEST;

import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** Why something failed. The name is what operators search for, in the ledger and in the Web UI, so it never changes. */
public enum FailureType {
    SOURCE_MISSING(FILE),
    SOURCE_CHANGED(FILE),
    SOURCE_UNREADABLE(FILE),
    SOURCE_ARCHIVED(FILE),
    SOURCE_ENCRYPTED(FILE),
    UNSAFE_NAME(FILE),
    EQUAL_NAMES(FILE),
    CHECKSUM_MISMATCH(FILE),
    POISON(FILE),
    TEMPORARY_MISSING(FILE),
    REFUSED_BY_STORE(REQUEST),
    TARGET_EXISTS(REQUEST),
    NOTHING_FOUND(REQUEST),
    TOO_LARGE(REQUEST),
    INVALID_REQUEST(REQUEST),
    BUCKET_MISSING(REQUEST),
    PROOF_FAILED(REQUEST),
    ENGINE_ENDED(REQUEST),
    DEFECT(REQUEST),
    ACCESS_DENIED(ENVIRONMENT),
    THROTTLED(ENVIRONMENT),
    UNAVAILABLE(ENVIRONMENT);

    /** What a failure ends: this file, the job, or nothing, for the job waits until the environment is well again. */
    public enum Scope {
        FILE,
        REQUEST,
        ENVIRONMENT
    }

    private final Scope scope;

    FailureType(Scope scope) {
        this.scope = scope;
    }

    public Scope scope() {
        return scope;
    }

    public ApplicationFailure because(String message) {
        return because(message, null);
    }

    /** The engine tries again only what the environment may mend. */
    public ApplicationFailure because(String message, @Nullable Throwable cause) {
        return ApplicationFailure.newBuilder()
                .setType(name())
                .setMessage(message)
                .setCause(cause)
                .setNonRetryable(scope != ENVIRONMENT)
                .build();
    }
}
