package dev.longshore.ledger.sync;

import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.Transaction;
import java.sql.SQLException;
import java.util.List;

/** What a survey sees in folder and bucket, written down a page at a time. Who looks anew begins anew. */
public final class SyncListings {

    /** What was removed stays said. */
    private static final String THROW_AWAY = """
            DELETE FROM longshore.sync_finding WHERE job_id = ? AND coalesce(what, '') <> 'removed'""";

    private static final String BEGIN = """
            UPDATE longshore.sync_survey SET epoch = ?, listing = listing + 1, listed = false, files = 0, asked = NULL
            WHERE job_id = ? RETURNING listing""";

    private static final String IS_MINE = "SELECT 1 FROM longshore.sync_survey WHERE job_id = ? AND listing = ?";

    private static final String SEEN = """
            WITH seen AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                    AS seen (path_key, path, file, object, bytes, touched, what, why), %s)
            """.formatted(JobRow.HIDDEN_ID);

    static final String ADD = SEEN + """
            INSERT INTO longshore.sync_finding AS f (job_id, path_key, path, file, object, bytes, touched, what, why)
            SELECT job_id, path_key, path, file, object, bytes, touched::timestamptz, what, why FROM seen
            ON CONFLICT (job_id, path_key) DO UPDATE SET
                file = coalesce(excluded.file, CASE WHEN f.what = 'removed' THEN NULL ELSE f.file END),
                object = coalesce(excluded.object, f.object),
                what = CASE WHEN f.what = 'removed' THEN excluded.what ELSE coalesce(f.what, excluded.what) END,
                why = CASE WHEN f.what = 'removed' THEN excluded.why ELSE coalesce(f.why, excluded.why) END""";

    /** Only of names that are known from the other side. */
    static final String COMPLETE = SEEN + """
            UPDATE longshore.sync_finding f SET object = coalesce(seen.object, f.object), file = coalesce(seen.file, f.file)
            FROM seen WHERE f.job_id = seen.job_id AND f.path_key = seen.path_key""";

    private static final String END = "UPDATE longshore.sync_survey SET listed = true, files = ? WHERE job_id = ?";

    private static final String TOTALS = """
            UPDATE longshore.job SET total_files = counted.files, done_files = counted.done FROM (
                SELECT count(*) AS files, count(what) AS done FROM longshore.sync_finding WHERE job_id = ?) counted
            WHERE id = ?""";

    private final Database database;

    public SyncListings(Database database) {
        this.database = database;
    }

    /** A look of one run of a survey. */
    public record Listing(String jobId, long epoch, long number) {}

    /** Throws away what was found before. */
    public Listing begin(String jobId, long epoch) {
        return database.callForLong(transaction -> {
            JobRow.lockAs(transaction, jobId, epoch);
            transaction.update(THROW_AWAY, jobId);
            long number = transaction
                    .first(BEGIN, row -> row.getLong(1), epoch, jobId)
                    .orElseThrow(() -> new IllegalStateException("The ledger has no survey " + jobId));
            return new Listing(jobId, epoch, number);
        });
    }

    /** Notes what is there, on whichever side. */
    public void add(Listing listing, List<ListedName> names) {
        write(ADD, listing, names);
    }

    /** Notes what is on one side under names of the other; other names are passed over. */
    public void complete(Listing listing, List<ListedName> names) {
        write(COMPLETE, listing, names);
    }

    /** All was looked at. */
    public void end(Listing listing, long files) {
        database.callForLong(transaction -> {
            lock(transaction, listing);
            transaction.update(TOTALS, listing.jobId(), listing.jobId());
            return transaction.update(END, files, listing.jobId());
        });
    }

    private void write(String sql, Listing listing, List<ListedName> names) {
        FindingColumns rows = FindingColumns.of(names);
        database.call(transaction -> {
            lock(transaction, listing);
            return transaction.update(
                    sql,
                    rows.keys(),
                    rows.paths(),
                    rows.files(),
                    rows.objects(),
                    rows.bytes(),
                    rows.touched(),
                    rows.whats(),
                    rows.reasons(),
                    listing.jobId());
        });
    }

    /** Throws if somebody else looks by now. */
    private static void lock(Transaction transaction, Listing listing) throws SQLException {
        JobRow.lockAs(transaction, listing.jobId(), listing.epoch());
        if (transaction
                .first(IS_MINE, row -> true, listing.jobId(), listing.number())
                .isEmpty()) {
            throw new OvertakenException("The listing of " + listing.jobId(), listing.number());
        }
    }
}
