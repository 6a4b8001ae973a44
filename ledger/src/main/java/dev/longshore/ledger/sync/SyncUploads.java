package dev.longshore.ledger.sync;

import dev.longshore.ledger.database.Database;
import java.util.List;

/** The uploads in parts that flows have begun, as long as the store may know them. */
public final class SyncUploads {

    private static final String ABANDONED = """
            SELECT u.address, u.upload_id FROM longshore.sync_upload u LEFT JOIN longshore.job j ON j.id = u.job_id
            WHERE u.flow_id = ? AND (j.id IS NULL OR j.state IN ('done', 'failed', 'cancelled'))
            ORDER BY u.begun_at, u.upload_id LIMIT ?""";

    private static final String FORGET = "DELETE FROM longshore.sync_upload WHERE flow_id = ? AND upload_id = ?";

    private final Database database;

    public SyncUploads(Database database) {
        this.database = database;
    }

    /** Those of passes that have ended, which nobody goes on with. */
    public List<BegunUpload> abandoned(long flow, int limit) {
        return database.call(transaction -> transaction.list(
                ABANDONED, row -> new BegunUpload(row.getString("address"), row.getString("upload_id")), flow, limit));
    }

    /** The store knows it no longer. */
    public void forget(long flow, String uploadId) {
        database.call(transaction -> transaction.update(FORGET, flow, uploadId));
    }
}
