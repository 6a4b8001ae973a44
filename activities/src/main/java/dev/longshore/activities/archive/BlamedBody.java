package dev.longshore.activities.archive;

import dev.longshore.ledger.JobFile;
import dev.longshore.storage.PartBody;
import java.io.InputStream;

/** A body of which it is known whose fault it is if it cannot be opened again. */
record BlamedBody(PartsPage page, JobFile file, PartBody body) implements PartBody {

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public InputStream open() {
        return page.blaming(file, body::open);
    }
}
