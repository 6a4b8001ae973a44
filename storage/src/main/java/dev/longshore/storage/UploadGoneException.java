package dev.longshore.storage;

/** The store knows the upload no longer, and it did not become the object: it has to be begun anew. */
public final class UploadGoneException extends RuntimeException {

    UploadGoneException(String message) {
        super(message);
    }
}
