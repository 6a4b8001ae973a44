package dev.longshore.ledger;

/**
 * Why a job or a file failed. The message is cut to 4,000 characters, and what the database cannot store in it is
 * replaced, for a failure must always be written down.
 */
public record Failure(String type, String message) {

    public Failure {
        message = Storable.cut(message);
    }
}
