package dev.longshore.activities.failure;

import static dev.longshore.workflows.failure.FailureType.ACCESS_DENIED;
import static dev.longshore.workflows.failure.FailureType.BUCKET_MISSING;
import static dev.longshore.workflows.failure.FailureType.CHECKSUM_MISMATCH;
import static dev.longshore.workflows.failure.FailureType.DEFECT;
import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;
import static dev.longshore.workflows.failure.FailureType.POISON;
import static dev.longshore.workflows.failure.FailureType.REFUSED_BY_STORE;
import static dev.longshore.workflows.failure.FailureType.SOURCE_ARCHIVED;
import static dev.longshore.workflows.failure.FailureType.SOURCE_CHANGED;
import static dev.longshore.workflows.failure.FailureType.SOURCE_ENCRYPTED;
import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;
import static dev.longshore.workflows.failure.FailureType.TARGET_EXISTS;
import static dev.longshore.workflows.failure.FailureType.THROTTLED;
import static dev.longshore.workflows.failure.FailureType.TOO_LARGE;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.archive.PoisonPartException;
import dev.longshore.storage.ChecksumMismatchException;
import dev.longshore.storage.NotAllowedException;
import dev.longshore.storage.PartsMissingException;
import dev.longshore.storage.SourceArchivedException;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.SourceEncryptedException;
import dev.longshore.storage.SourceMissingException;
import dev.longshore.storage.SourceUnreadableException;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.UploadGoneException;
import dev.longshore.storage.files.FileHeldException;
import dev.longshore.storage.zip.TooLargeException;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.failure.FailureType;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Says of what clients throw which {@link FailureType} it is. The only place that reads status codes. */
public final class Failures {

    private static final Map<Class<? extends RuntimeException>, FailureType> TYPES = Map.ofEntries(
            Map.entry(SourceMissingException.class, SOURCE_MISSING),
            Map.entry(SourceChangedException.class, SOURCE_CHANGED),
            Map.entry(SourceArchivedException.class, SOURCE_ARCHIVED),
            Map.entry(SourceEncryptedException.class, SOURCE_ENCRYPTED),
            Map.entry(SourceUnreadableException.class, UNAVAILABLE),
            Map.entry(FileHeldException.class, UNAVAILABLE), // by an earlier attempt that has not noticed its end
            Map.entry(ChecksumMismatchException.class, CHECKSUM_MISMATCH),
            Map.entry(TargetExistsException.class, TARGET_EXISTS),
            Map.entry(UploadGoneException.class, UNAVAILABLE),
            Map.entry(PartsMissingException.class, UNAVAILABLE),
            Map.entry(NotAllowedException.class, INVALID_REQUEST),
            Map.entry(TooLargeException.class, TOO_LARGE),
            Map.entry(PoisonPartException.class, POISON),
            Map.entry(LedgerUnavailableException.class, UNAVAILABLE),
            Map.entry(CancellationException.class, UNAVAILABLE)); // a step of a worker that ends

    /**
     * Refusals that say nothing about the request, although their status does: what was sent was garbled or late, or another
     * completion of the same upload is taking its parts right now.
     */
    private static final Set<String> PASSING = Set.of(
            "BadDigest",
            "IncompleteBody",
            "InternalError",
            "InvalidPart",
            "OperationAborted",
            "RequestTimeout",
            "ServiceUnavailable",
            "SlowDown",
            "XMinioServerNotInitialized");

    /** Credentials that have run out, or a clock that is wrong. */
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken", "ExpiredTokenException", "InvalidToken", "RequestTimeTooSkewed", "TokenRefreshRequired");

    /** A key that is disabled, or that we may not use: whoever owns it can mend that, for all files that it encrypts. */
    private static final String OF_A_KEY = "KMS.";

    /** Said by a step that another attempt at the same has overtaken; it may be tried again. */
    private static final String OVERTAKEN = "OVERTAKEN";

    private Failures() {}

    /** What was said to this attempt (a cancel, a worker that drains) is no failure and goes on as it is. */
    public static ApplicationFailure explain(RuntimeException error) {
        if (error instanceof ActivityCompletionException) {
            throw error;
        }
        if (error instanceof ApplicationFailure explained) {
            return explained;
        }
        if (error instanceof LostEpochException lost) {
            return LostEpoch.because(messageOf(lost), lost);
        }
        if (error instanceof OvertakenException overtaken) {
            return ApplicationFailure.newFailureWithCause(messageOf(overtaken), OVERTAKEN, overtaken);
        }
        if (error instanceof SdkException refused) {
            return typeOf(refused).because("the store: " + messageOf(refused), refused);
        }
        FailureType type = TYPES.getOrDefault(error.getClass(), whatNobodyForesaw());
        return type.because(type == DEFECT ? error.toString() : messageOf(error), error);
    }

    /** Empty for what is no failure of a job, such as the word that a newer run has it. */
    public static Optional<Scope> scopeOf(ApplicationFailure failure) {
        return Arrays.stream(FailureType.values())
                .filter(type -> type.name().equals(failure.getType()))
                .map(FailureType::scope)
                .findFirst();
    }

    /** A worker that must end at once interrupts its steps, which then fail in any way. */
    private static FailureType whatNobodyForesaw() {
        return Thread.currentThread().isInterrupted() ? UNAVAILABLE : DEFECT;
    }

    private static FailureType typeOf(SdkException error) {
        if (error instanceof NoSuchBucketException) {
            return BUCKET_MISSING;
        }
        if (!(error instanceof AwsServiceException answered)) {
            return UNAVAILABLE; // no answer at all: the network, not the request
        }
        if (answered.isThrottlingException()) {
            return THROTTLED;
        }
        String code = codeOf(answered);
        if (PASSING.contains(code) || answered.statusCode() < 300) {
            return UNAVAILABLE;
        }
        if (CREDENTIALS.contains(code) || code.startsWith(OF_A_KEY)) {
            return ACCESS_DENIED;
        }
        return switch (answered.statusCode()) {
            case 401, 403 -> ACCESS_DENIED;
            case 404, 408, 409, 429, 500, 502, 503, 504 -> UNAVAILABLE;
            default -> REFUSED_BY_STORE;
        };
    }

    private static String codeOf(AwsServiceException answered) {
        AwsErrorDetails details = answered.awsErrorDetails();
        return details == null ? "" : String.valueOf(details.errorCode());
    }

    private static String messageOf(RuntimeException error) {
        return String.valueOf(error.getMessage());
    }
}
