package dev.longshore.activities.sync;

/** What is to be written does not fit on the disk, with all that others write there already. */
final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoRoomException(String message) {
        super(message);
    }
}
