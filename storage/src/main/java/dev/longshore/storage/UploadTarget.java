package dev.longshore.storage;

/**
 * What an upload makes.
 *
 * @param token says in the object's metadata whose it is, such as a job's id; settles a lost answer later
 */
public record UploadTarget(ObjectAddress address, String token, ObjectMetadata metadata) {

    static final String TOKEN = "longshore-job";

    /** Whether an object carries this token. */
    public boolean isMadeAs(ObjectFacts there) {
        return token.equals(there.metadata().get(TOKEN));
    }
}
