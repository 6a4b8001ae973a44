package dev.longshore.ledger.archive;

import dev.longshore.ledger.Failure;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.JobRow;
import dev.longshore.ledger.database.RoomTables;
import dev.longshore.ledger.database.Rows;
import dev.longshore.ledger.database.Transaction;
import dev.longshore.ledger.database.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans of archives, and how far their uploads are. Each write says which run writes. */
public final class ArchivePlans implements RoomTables {

    private static final String COLUMNS = """
             job_id, store, bucket, key, part_size, length, entries, directory_offset, directory_length, parts,
            body_parts, seam_parts, hash, upload_id, upload_intended_at, upload_noted_at, completed_etag,
            manifest_name, manifest_size, abilities
            """;

    private static final String FIND = "SELECT" + COLUMNS + "FROM longshore.archive_plan WHERE job_id = ?";

    private static final String INSERT = """
            INSERT INTO longshore.archive_plan (job_id, store, bucket, key, part_size, length, entries,
                directory_offset, directory_length, parts, body_parts, seam_parts, hash,
                manifest_name, manifest_size, abilities, estimate)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb) ON CONFLICT DO NOTHING""";

    private static final String COPY_PARTS = """
            COPY longshore.archive_part (job_id, number, kind, first_ordinal, last_ordinal, "offset", size, copied)
            FROM STDIN (FORMAT text)""";

    private static final String INTEND_UPLOAD =
            "SET upload_intended_at = coalesce(upload_intended_at, now()) WHERE job_id = ?";

    private static final String UPLOAD_BEGUN = """
            SET upload_id = coalesce(upload_id, ?), upload_noted_at = coalesce(upload_noted_at, now())
            WHERE job_id = ?""";

    private static final String UPLOAD_LOST = """
            UPDATE longshore.archive_plan SET upload_id = NULL, upload_intended_at = NULL, upload_noted_at = NULL
            WHERE job_id = ? AND upload_id = ?""";

    private static final String MOVE = """
            UPDATE longshore.archive_plan SET key = ?, upload_id = NULL, upload_intended_at = NULL, upload_noted_at = NULL
            WHERE job_id = ? AND upload_id = ?""";

    private static final String NOTICE_SENT = """
            SET notice_message_id = coalesce(notice_message_id, ?), notice_sent_at = coalesce(notice_sent_at, now())
            WHERE job_id = ?""";

    private static final String QUEUE_PARTS = """
            UPDATE longshore.archive_part SET state = 'queued', attempts = 0, etag = NULL
            WHERE job_id = ? AND state <> 'queued'
                AND NOT EXISTS (SELECT 1 FROM longshore.archive_stage s WHERE s.job_id = archive_part.job_id)""";

    private static final String SUM =
            "SELECT coalesce(sum(%s), 0)::bigint FROM longshore.archive_part WHERE job_id = ?";

    private static final String COPIED = """
            SELECT (SELECT coalesce(sum((copied + CASE kind WHEN 'glued' THEN size ELSE 0 END) * sends), 0)
                    FROM longshore.archive_part WHERE job_id = this.job_id)::bigint
                + (SELECT coalesce(sum(copied), 0) FROM longshore.archive_stage WHERE job_id = this.job_id)::bigint
            FROM (SELECT ?::text AS job_id) this""";

    private static final String INSERT_STAGE = """
            INSERT INTO longshore.archive_stage (job_id, number, first_part, last_part, size)
            VALUES (?, ?, ?, ?, ?)""";

    private static final String LEAVE_OUT = """
            WITH finished AS (
                UPDATE longshore.job_file SET state = 'skipped', failure_type = ?, failure_message = ?, handle = NULL,
                    checksum = NULL, started_at = coalesce(started_at, now()), finished_at = now()
                WHERE job_id = ? AND ordinal = ? AND state IN ('queued', 'running') RETURNING state, bytes)
            """ + JobRow.COUNT_FINISHED;

    /** So that each source is looked at anew. */
    private static final String UNPIN = """
            UPDATE longshore.job_file SET checksum = NULL, handle = NULL
            WHERE job_id = ? AND state = 'queued' AND (handle IS NOT NULL OR checksum IS NOT NULL)""";

    private static final String LEAVE_UPLOAD = """
            INSERT INTO longshore.archive_leftover (job_id, store, bucket, key, upload_id, intended_at, noted_at)
            SELECT job_id, store, bucket, key, upload_id, upload_intended_at, upload_noted_at
            FROM longshore.archive_plan WHERE job_id = ? AND (upload_id IS NOT NULL OR upload_intended_at IS NOT NULL)""";

    private static final String LEFTOVERS = """
            SELECT id, store, bucket, key, upload_id, intended_at, noted_at
            FROM longshore.archive_leftover WHERE job_id = ? ORDER BY id""";

    private final Database database;

    public ArchivePlans(Database database) {
        this.database = database;
    }

    public Optional<ArchivePlan> find(String jobId) {
        return database.call(transaction -> find(transaction, jobId));
    }

    /** Writes a plan, its parts and its stages, all or none. A plan that is there stays; the answer is the one that counts. */
    public ArchivePlan lay(NewPlan laid, long jobEpoch, PartRows parts) {
        ArchivePlan plan = laid.plan();
        return database.load(transaction -> {
            JobRow.lockAs(transaction, plan.jobId(), jobEpoch);
            if (insert(transaction, plan, laid.estimate()) == 1) {
                transaction.copy(
                        COPY_PARTS,
                        rows -> parts.writeTo(part -> rows.row(
                                plan.jobId(),
                                part.number(),
                                part.kind().word(),
                                part.firstOrdinal(),
                                part.lastOrdinal(),
                                part.offset(),
                                part.size(),
                                part.copied())));
                for (NewStage stage : laid.stages()) {
                    insert(transaction, plan, stage);
                }
            }
            return find(transaction, plan.jobId()).orElseThrow();
        });
    }

    /** An upload is about to begin; said before, for its id may be lost with who begins it. */
    public ArchivePlan intendUpload(String jobId, long jobEpoch) {
        return write(jobId, jobEpoch, INTEND_UPLOAD, jobId);
    }

    /**
     * Notes the upload that was begun.
     *
     * @return the plan; if it names another upload, then that one counts and the caller's is to be aborted
     */
    public ArchivePlan uploadBegun(String jobId, long jobEpoch, String uploadId) {
        return write(jobId, jobEpoch, UPLOAD_BEGUN, uploadId, jobId);
    }

    /**
     * The store no longer knows this upload: every part has to be sent anew, unless it is in a stage. Passes over an upload
     * that does not count.
     */
    public ArchivePlan uploadLost(String jobId, long jobEpoch, String uploadId) {
        return sendAnew(jobId, jobEpoch, transaction -> transaction.update(UPLOAD_LOST, jobId, uploadId));
    }

    /**
     * The archive gets another key, so this upload is over and every part has to be sent anew, unless it is in a stage.
     * Passes over as above.
     */
    public ArchivePlan moveTo(String key, String jobId, long jobEpoch, String uploadId) {
        return sendAnew(jobId, jobEpoch, transaction -> transaction.update(MOVE, key, jobId, uploadId));
    }

    /**
     * Leaves a file out that was planned. The plan is void then, and what was built is worth nothing: files that were done
     * are queued again. Its upload is among {@link #leftovers} until it is ended.
     */
    public void leaveOut(String jobId, long jobEpoch, long ordinal, Failure reason) {
        database.callForLong(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            giveUp(transaction, jobId);
            return transaction.update(LEAVE_OUT, reason.type(), reason.message(), jobId, ordinal, jobId);
        });
    }

    /** Uploads of plans that are void, or of earlier runs; each is to be ended and then struck off. */
    public List<LeftUpload> leftovers(String jobId) {
        return database.call(transaction -> transaction.list(LEFTOVERS, ArchivePlans::readLeftover, jobId));
    }

    /** This upload has ended. */
    public void strikeOff(LeftUpload ended) {
        String sql = "DELETE FROM longshore.archive_leftover WHERE id = ?";
        database.call(transaction -> transaction.update(sql, ended.id()));
    }

    /** Whether the upload belongs to any job. */
    public boolean isUploadKnown(String uploadId) {
        String sql = "SELECT 1 FROM longshore.archive_plan WHERE upload_id = ?";
        return database.call(transaction -> transaction.first(sql, row -> true, uploadId))
                .isPresent();
    }

    /** The object is there, whole, under this ETag. */
    public void completed(String jobId, long jobEpoch, String etag) {
        write(jobId, jobEpoch, "SET completed_etag = ? WHERE job_id = ?", etag, jobId);
    }

    /** Whether a queue has taken the notice of this archive. */
    public boolean isNoticeSent(String jobId) {
        String sql = "SELECT 1 FROM longshore.archive_plan WHERE job_id = ? AND notice_sent_at IS NOT NULL";
        return database.call(transaction -> transaction.first(sql, row -> true, jobId))
                .isPresent();
    }

    /** A queue has taken the notice of this archive; the first note stays. */
    public void noticeSent(String jobId, long jobEpoch, String messageId) {
        write(jobId, jobEpoch, NOTICE_SENT, messageId, jobId);
    }

    /** What the plan comes to, as whoever laid it counted. */
    public Optional<String> estimate(String jobId) {
        String sql = "SELECT estimate FROM longshore.archive_plan WHERE job_id = ? AND estimate IS NOT NULL";
        return database.call(transaction -> transaction.first(sql, row -> row.getString(1), jobId));
    }

    /** Counts bytes read from sources; a figure that may miss what a vanished worker read. */
    public void addBytesRead(String jobId, long bytes) {
        String sql = "UPDATE longshore.archive_plan SET bytes_read = bytes_read + ? WHERE job_id = ?";
        database.call(transaction -> transaction.update(sql, bytes, jobId));
    }

    public long bytesRead(String jobId) {
        return number("SELECT bytes_read FROM longshore.archive_plan WHERE job_id = ?", jobId);
    }

    /** Bytes of all parts, as often as each was begun to be sent. */
    public long bytesSent(String jobId) {
        return number(SUM.formatted("(size - copied) * sends"), jobId);
    }

    /** Bytes of parts that were begun before and had to be sent anew. */
    public long bytesSentAgain(String jobId) {
        return number(SUM.formatted("(size - copied) * greatest(sends - 1, 0)"), jobId);
    }

    /**
     * Bytes that the store was told to copy, as often as it was; what is glued is copied with its headers once more, and
     * what is in a stage once more as well.
     */
    public long bytesCopied(String jobId) {
        return number(COPIED, jobId);
    }

    @Override
    public void startOver(Transaction transaction, Job job) throws SQLException {
        if (job.room().equals("archive")) {
            giveUp(transaction, job.id());
            transaction.update(UNPIN, job.id());
        }
    }

    @Override
    public void forget(Transaction transaction, String jobId) throws SQLException {
        transaction.update("DELETE FROM longshore.archive_leftover WHERE job_id = ?", jobId);
        deletePlan(transaction, jobId);
    }

    private static void giveUp(Transaction transaction, String jobId) throws SQLException {
        transaction.update(LEAVE_UPLOAD, jobId);
        deletePlan(transaction, jobId);
        JobRow.nothingArrived(transaction, jobId);
        JobRow.queueDoneFiles(transaction, jobId);
    }

    private static void deletePlan(Transaction transaction, String jobId) throws SQLException {
        transaction.update("DELETE FROM longshore.archive_stage WHERE job_id = ?", jobId);
        transaction.update("DELETE FROM longshore.archive_part WHERE job_id = ?", jobId);
        transaction.update("DELETE FROM longshore.archive_plan WHERE job_id = ?", jobId);
    }

    private ArchivePlan write(String jobId, long jobEpoch, String change, Object... values) {
        String sql = "UPDATE longshore.archive_plan " + change + " RETURNING" + COLUMNS;
        return database.call(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            return transaction.first(sql, ArchivePlans::read, values).orElseThrow(() -> lost(jobId, jobEpoch));
        });
    }

    private ArchivePlan sendAnew(String jobId, long jobEpoch, Work<Integer> change) {
        return database.callForLong(transaction -> {
            JobRow.lockAs(transaction, jobId, jobEpoch);
            if (change.with(transaction) == 1) {
                transaction.update(QUEUE_PARTS, jobId);
                Arrivals.countAnew(transaction, jobId);
            }
            return find(transaction, jobId).orElseThrow(() -> lost(jobId, jobEpoch));
        });
    }

    private long number(String sql, String jobId) {
        return database.call(transaction -> transaction.first(sql, row -> row.getLong(1), jobId))
                .orElse(0L);
    }

    private static LostEpochException lost(String jobId, long jobEpoch) {
        return new LostEpochException("The plan of " + jobId, jobEpoch);
    }

    private static Optional<ArchivePlan> find(Transaction transaction, String jobId) throws SQLException {
        return transaction.first(FIND, ArchivePlans::read, jobId);
    }

    private static int insert(Transaction transaction, ArchivePlan plan, @Nullable String estimate)
            throws SQLException {
        return transaction.update(
                INSERT,
                plan.jobId(),
                plan.store(),
                plan.bucket(),
                plan.key(),
                plan.partSize(),
                plan.length(),
                plan.entries(),
                plan.tailOffset(),
                plan.tailLength(),
                plan.parts(),
                plan.bodyParts(),
                plan.seamParts(),
                plan.hash(),
                plan.manifestName(),
                plan.manifestSize(),
                plan.abilities(),
                estimate);
    }

    private static void insert(Transaction transaction, ArchivePlan plan, NewStage stage) throws SQLException {
        transaction.update(
                INSERT_STAGE, plan.jobId(), stage.number(), stage.firstPart(), stage.lastPart(), stage.size());
    }

    private static LeftUpload readLeftover(ResultSet row) throws SQLException {
        return new LeftUpload(
                row.getLong("id"),
                row.getString("store"),
                row.getString("bucket"),
                row.getString("key"),
                row.getString("upload_id"),
                Rows.instant(row, "intended_at"),
                Rows.instant(row, "noted_at"));
    }

    private static ArchivePlan read(ResultSet row) throws SQLException {
        return new ArchivePlan(
                row.getString("job_id"),
                row.getString("bucket"),
                row.getString("key"),
                row.getString("store"),
                row.getLong("part_size"),
                row.getLong("length"),
                row.getLong("entries"),
                row.getLong("directory_offset"),
                row.getLong("directory_length"),
                row.getInt("parts"),
                row.getInt("body_parts"),
                row.getInt("seam_parts"),
                row.getString("hash"),
                row.getString("upload_id"),
                Rows.instant(row, "upload_intended_at"),
                Rows.instant(row, "upload_noted_at"),
                row.getString("completed_etag"),
                row.getString("manifest_name"),
                Rows.number(row, "manifest_size"),
                row.getString("abilities"));
    }
}
