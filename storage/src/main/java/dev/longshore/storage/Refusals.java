package dev.longshore.storage;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store means when it refuses. */
final class Refusals {

    private static final int GOOD = 200; // and an error in the body
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int FAULT = 500; // and above
    private static final int NOT_IMPLEMENTED = 501;

    private Refusals() {}

    static boolean isMissing(S3Exception refused) {
        return refused.statusCode() == NOT_FOUND;
    }

    static boolean isDenied(S3Exception refused) {
        return refused.statusCode() == FORBIDDEN && (codeOf(refused).isEmpty() || has(refused, "AccessDenied"));
    }

    /** The answer to a HEAD has no body that could say more than its status. */
    static boolean isMute(S3Exception refused) {
        return refused.statusCode() == BAD_REQUEST || refused.statusCode() == FORBIDDEN;
    }

    /** Why an object that is there gives no bytes to anybody who asks like that; empty if it is not the object's fault. */
    static Optional<RuntimeException> ofTheObject(ObjectAddress address, S3Exception refused) {
        String message = String.valueOf(refused.getMessage());
        if (has(refused, "InvalidObjectState") || has(refused, "ObjectNotInActiveTierError")) {
            return Optional.of(archived(address, "an archived storage class"));
        }
        if (has(refused, "InvalidRequest") && message.contains("Server Side Encryption")) {
            return Optional.of(new SourceEncryptedException(address
                    + " is encrypted with a key of its writer's (SSE-C), which no job is given; store it with a key of the"
                    + " store's (SSE-S3, SSE-KMS) and try again"));
        }
        if (has(refused, "KMS.NotFoundException")) {
            return Optional.of(new SourceEncryptedException(
                    address + " is encrypted with a KMS key that is no longer there: " + message));
        }
        return Optional.empty();
    }

    /** Some say so, others call it access denied. */
    static boolean isLocked(S3Exception refused) {
        return has(refused, "ObjectLocked") || has(refused, "InvalidRequest");
    }

    static SourceArchivedException archived(ObjectAddress address, String where) {
        return new SourceArchivedException(
                address + " is in " + where
                        + " and gives no bytes before it is restored; restore it (aws s3api restore-object), wait, and try again");
    }

    static boolean isOtherContent(S3Exception refused) {
        return refused.statusCode() == PRECONDITION_FAILED || refused.statusCode() == RANGE_NOT_SATISFIABLE;
    }

    static boolean isPreconditionFailed(S3Exception refused) {
        return refused.statusCode() == PRECONDITION_FAILED || has(refused, "PreconditionFailed");
    }

    static boolean isConflict(S3Exception refused) {
        return refused.statusCode() == CONFLICT;
    }

    /** Of a request that reads one object and writes another: what it says may be due to the one that is read. */
    static boolean mayBeOfTheSource(S3Exception refused) {
        return refused.statusCode() == BAD_REQUEST
                || refused.statusCode() == GOOD
                || isMissing(refused)
                || isOtherContent(refused);
    }

    /** A request that the store understands no better tomorrow; who asks has shown already that they may ask. */
    static boolean isInability(S3Exception refused) {
        return switch (refused.statusCode()) {
            case BAD_REQUEST,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    CONFLICT,
                    PRECONDITION_FAILED,
                    RANGE_NOT_SATISFIABLE,
                    NOT_IMPLEMENTED -> true;
            default -> false;
        };
    }

    /** The store has other bytes than those whose checksum it was given. */
    static boolean isOtherChecksum(S3Exception refused) {
        return has(refused, "BadDigest") || has(refused, "XAmzContentChecksumMismatch");
    }

    static boolean isNotImplemented(S3Exception refused) {
        return refused.statusCode() == NOT_IMPLEMENTED;
    }

    /** Unknown, or made useless by another write at the same moment. */
    static boolean isUploadOver(S3Exception refused) {
        return has(refused, "NoSuchUpload")
                || (refused.statusCode() == CONFLICT && has(refused, "ConditionalRequestConflict"));
    }

    /** Who asks for its parts hears of the upload, or of the key. */
    static boolean isUploadUnknown(S3Exception refused) {
        return isUploadOver(refused) || has(refused, "NoSuchKey");
    }

    /** The store did not do it, and does not say that it never will. */
    static boolean isFault(S3Exception refused) {
        return refused.statusCode() >= FAULT;
    }

    /** Parts of an upload are missing: perhaps because it is being completed a second time. */
    static boolean mayBeOfAnotherCompletion(S3Exception refused) {
        return has(refused, "InvalidPart");
    }

    /** Some want a checksum of each part, which nobody knows of one that they do not hold, and miss that first. */
    static boolean mayBeOfMissingParts(S3Exception refused) {
        return has(refused, "InvalidPart") || has(refused, "InvalidRequest");
    }

    private static boolean has(S3Exception refused, String code) {
        return code.equals(codeOf(refused));
    }

    private static String codeOf(S3Exception refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
