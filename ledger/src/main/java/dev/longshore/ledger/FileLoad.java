package dev.longshore.ledger;

import dev.longshore.ledger.database.CopyTarget;
import java.util.function.Consumer;

/** Takes the files of a job one by one, numbers them and counts what went through. */
final class FileLoad implements Consumer<NewFile> {

    static final String COPY =
            "COPY longshore.job_file (job_id, ordinal, source, target, bytes, handle) FROM STDIN (FORMAT text)";

    private final CopyTarget rows;
    private final String jobId;
    private long next;
    private long files;
    private long bytes;

    FileLoad(CopyTarget rows, String jobId, long first) {
        this.rows = rows;
        this.jobId = jobId;
        this.next = first;
    }

    @Override
    public void accept(NewFile file) {
        String source = Storable.name(next, file.source());
        String target = Storable.name(next, file.target());
        rows.row(jobId, next, source, target, file.bytes(), file.handle());
        next++;
        files++;
        bytes += file.bytes() == null ? 0 : file.bytes();
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }
}
