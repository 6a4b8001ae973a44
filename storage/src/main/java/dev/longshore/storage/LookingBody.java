package dev.longshore.storage;

import java.io.InputStream;

/** Of a request that may replace nothing, for a store that would not mind: what is there is looked for before each attempt. */
record LookingBody(S3Clients clients, ObjectAddress target, PartBody body) implements PartBody {

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public InputStream open() {
        look();
        return body.open();
    }

    /** @throws TargetExistsException if anything is there */
    void look() {
        if (S3Store.head(clients, target).isPresent()) {
            throw new TargetExistsException(target + " is there already");
        }
    }
}
