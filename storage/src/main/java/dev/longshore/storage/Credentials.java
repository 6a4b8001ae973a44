package dev.longshore.storage;

/** Keys of a store; never shown. */
public record Credentials(String accessKey, String secretKey) {

    @Override
    public String toString() {
        return "***";
    }
}
