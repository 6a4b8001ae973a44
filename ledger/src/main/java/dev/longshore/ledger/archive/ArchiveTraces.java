package dev.longshore.ledger.archive;

import dev.longshore.ledger.database.Database;
import java.util.List;
import java.util.Optional;

/** What is known of the places where archives were made, and of whose the uploads there are. Only reads. */
public final class ArchiveTraces {

    private static final String TRACES = """
            WITH trace AS (
                SELECT job_id, coalesce(store, '') AS store, bucket, key, upload_id,
                    upload_intended_at AS intended_at, upload_noted_at AS noted_at FROM longshore.archive_plan
                UNION ALL
                SELECT job_id, coalesce(store, ''), bucket, key, upload_id, intended_at, noted_at
                FROM longshore.archive_leftover)
            """;

    private static final String PLACES = TRACES + "SELECT DISTINCT store, bucket FROM trace ORDER BY store, bucket";

    /** An upload whose id was lost is known by its key and its time, which no other of ours must share. */
    private static final String ENDED_JOB = TRACES + """
            , here AS (
                SELECT trace.*, job.finished_at, job.state IN ('done', 'failed', 'cancelled') AS ended
                FROM trace JOIN longshore.job ON job.id = trace.job_id WHERE store = ? AND bucket = ? AND key = ?),
            said AS (SELECT ?::text AS upload_id, ?::timestamptz AS initiated)
            SELECT here.job_id FROM here, said
            WHERE NOT EXISTS (SELECT 1 FROM here WHERE NOT ended) AND (
                here.upload_id = said.upload_id
                OR NOT EXISTS (SELECT 1 FROM here known WHERE known.upload_id = said.upload_id)
                    AND said.initiated >= here.intended_at - interval '5 seconds'
                    AND said.initiated < least(here.noted_at + interval '10 minutes', here.finished_at))
            ORDER BY here.upload_id = said.upload_id DESC NULLS LAST LIMIT 1""";

    private final Database database;

    public ArchiveTraces(Database database) {
        this.database = database;
    }

    /** Where archives were made, or tried to be. */
    public List<TracedPlace> places() {
        return database.call(transaction ->
                transaction.list(PLACES, row -> new TracedPlace(row.getString("store"), row.getString("bucket"))));
    }

    /** The job that began this upload, if it has ended and no unfinished one has the same target; else nobody. */
    public Optional<String> endedJobOf(TracedUpload upload) {
        return database.call(transaction -> transaction.first(
                ENDED_JOB,
                row -> row.getString("job_id"),
                upload.place().store(),
                upload.place().bucket(),
                upload.key(),
                upload.uploadId(),
                upload.initiated()));
    }
}
