package dev.longshore.connections;

/** A setting that cannot be; the message names its key, what it is and what is allowed. */
public final class WrongSettingException extends RuntimeException {

    public WrongSettingException(String key, Object value, String allowed) {
        super(key + " is '" + value + "', allowed: " + allowed);
    }

    /** For settings whose value is missing or secret. */
    public WrongSettingException(String message) {
        super(message);
    }
}
