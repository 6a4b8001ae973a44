package dev.longshore.connections;

import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Says what a failed call to SQS means, and what to do about it. */
final class QueueFailures {

    private static final Set<String> NOT_LET_IN = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "InvalidClientTokenId",
            "InvalidSecurity",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "ExpiredTokenException",
            "UnrecognizedClientException",
            "InvalidAddress");

    private final String where;

    QueueFailures(String where) {
        this.where = where;
    }

    RuntimeException explain(String queue, String permission, SdkException failure) {
        if (failure instanceof QueueDoesNotExistException) {
            return new QueueUnavailableException(
                    "SQS queue " + queue + " does not exist at " + where
                            + ": create it, or correct its name, the region or longshore.sqs.endpoint"
                            + " (a queue of another account is named by its URL)",
                    failure);
        }
        if (failure instanceof SqsException answered) {
            return explain(queue, permission, answered);
        }
        return new QueueUnavailableException(
                "SQS queue " + queue + " cannot be reached at " + where + " (" + failure.getMessage()
                        + "): check longshore.sqs.endpoint, region, credentials and network",
                failure);
    }

    private RuntimeException explain(String queue, String permission, SqsException answer) {
        String code = codeOf(answer);
        if (answer.statusCode() == 403 || NOT_LET_IN.contains(code)) {
            return new QueueUnavailableException(
                    "SQS queue " + queue + " at " + where + " lets us not in (" + code + "): allow sqs:" + permission
                            + " and check the credentials",
                    answer);
        }
        if (answer.statusCode() >= 500 || answer.isThrottlingException()) {
            return new QueueUnavailableException(
                    "SQS queue " + queue + " at " + where + " is busy or out of order (" + code
                            + "): it is asked again",
                    answer);
        }
        return new QueueRefusedException(
                "SQS queue " + queue + " refuses " + permission + ": " + answer.getMessage(), answer);
    }

    private static String codeOf(SqsException answer) {
        return answer.awsErrorDetails() == null
                ? "HTTP " + answer.statusCode()
                : String.valueOf(answer.awsErrorDetails().errorCode());
    }
}
