package dev.longshore.ledger.archive;

import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stages of archives that have more parts than one upload takes. Each write says which run writes. */
public final class ArchiveStages {

    private static final String COLUMNS = " job_id, number, first_part, last_part, size, upload_id, etag, copied ";

    private static final String LIST =
            "SELECT" + COLUMNS + "FROM longshore.archive_stage WHERE job_id = ? ORDER BY number";

    private static final String BEGUN = "SET upload_id = coalesce(upload_id, ?) WHERE job_id = ? AND number = ?";

    private static final String COMPLETED = "SET etag = ? WHERE job_id = ? AND number = ? AND upload_id = ?";

    private static final String COPYING = "SET copied = copied + ? WHERE job_id = ? AND number = ?";

    private static final String LOST = """
            UPDATE longshore.archive_stage SET upload_id = NULL, etag = NULL
            WHERE job_id = ? AND number = ? AND upload_id = ? AND etag IS NOT DISTINCT FROM ?""";

    private static final String QUEUE_PARTS = """
            UPDATE longshore.archive_part SET state = 'queued', attempts = 0, etag = NULL
            WHERE job_id = ? AND number BETWEEN ? AND ? AND state <> 'queued'""";

    private final Database database;

    public ArchiveStages(Database database) {
        this.database = database;
    }

    /** By number; none if all parts go into the archive's own upload. */
    public List<ArchiveStage> of(String jobId) {
        return database.call(transaction -> transaction.list(LIST, ArchiveStages::read, jobId));
    }

    /**
     * Notes the upload that was begun.
     *
     * @return the stage; if it names another upload, then that one counts and the caller's is to be aborted
     */
    public ArchiveStage begun(ArchiveStage stage, long jobEpoch, String uploadId) {
        return write(stage, jobEpoch, BEGUN, uploadId, stage.jobId(), stage.number())
                .orElseThrow(
                        () -> new LostEpochException("Stage " + stage.number() + " of " + stage.jobId(), jobEpoch));
    }

    /** The object is there, whole, under this ETag. Empty if somebody has said meanwhile that the upload was lost. */
    public Optional<ArchiveStage> completed(ArchiveStage stage, long jobEpoch, String etag) {
        return write(stage, jobEpoch, COMPLETED, etag, stage.jobId(), stage.number(), stage.uploadId());
    }

    /** The store is about to be told to copy so many bytes of it. */
    public void copying(ArchiveStage stage, long jobEpoch, long bytes) {
        write(stage, jobEpoch, COPYING, bytes, stage.jobId(), stage.number());
    }

    /**
     * The store knows neither the upload any more nor the object: every part of the stage has to be sent anew. Passes over a
     * stage of which others have said more since the caller read it.
     */
    public void lost(ArchiveStage stage, long jobEpoch) {
        database.callForLong(transaction -> {
            JobRow.lockAs(transaction, stage.jobId(), jobEpoch);
            int lost = transaction.update(LOST, stage.jobId(), stage.number(), stage.uploadId(), stage.etag());
            if (lost > 0) {
                transaction.update(QUEUE_PARTS, stage.jobId(), stage.firstPart(), stage.lastPart());
                Arrivals.countAnew(transaction, stage.jobId());
            }
            return lost;
        });
    }

    private Optional<ArchiveStage> write(ArchiveStage stage, long jobEpoch, String change, @Nullable Object... values) {
        String sql = "UPDATE longshore.archive_stage " + change + " RETURNING" + COLUMNS;
        return database.call(transaction -> {
            JobRow.lockAs(transaction, stage.jobId(), jobEpoch);
            return transaction.first(sql, ArchiveStages::read, values);
        });
    }

    private static ArchiveStage read(ResultSet row) throws SQLException {
        return new ArchiveStage(
                row.getString("job_id"),
                row.getInt("number"),
                row.getInt("first_part"),
                row.getInt("last_part"),
                row.getLong("size"),
                row.getString("upload_id"),
                row.getString("etag"),
                row.getLong("copied"));
    }
}
