package dev.longshore.starters.archive;

import dev.longshore.ledger.Acceptance;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.FileRows;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.NewJob;
import dev.longshore.starters.engine.NewRun;
import dev.longshore.starters.engine.RoomRuns;
import dev.longshore.starters.engine.Runs;
import dev.longshore.starters.problem.RefusedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.workflows.archive.ZipArchiveRequest;
import dev.longshore.workflows.archive.ZipArchiveWorkflow;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.engine.LongshoreSearchAttributes;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place that writes an archive job, and that knows what its runs look like. */
public final class ZipArchiveStarter implements RoomRuns {

    static final String ROOM = "archive";
    private static final String WORKFLOW = ZipArchiveWorkflow.class.getSimpleName();
    /** The engine takes 400 bytes; a character has at most three of them for each char of a string. */
    private static final int LONGEST_SUMMARY = 130;

    private final Ledger ledger;
    private final Runs runs;
    private final OrderCheck check;
    private final ZipArchivePace pace;
    private final InstantSource clock;
    private final OrderJson orders = new OrderJson();
    private final SecureRandom random = new SecureRandom();

    ZipArchiveStarter(Ledger ledger, Runs runs, OrderCheck check, ZipArchivePace pace, InstantSource clock) {
        this.ledger = ledger;
        this.runs = runs;
        this.check = check;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Writes the job with all its files, or nothing; then starts it if the engine is there. The same body under the same key
     * again gives the same job.
     *
     * @throws RefusedException if the request is wrong
     */
    Submission submit(byte[] body, String submittedBy, @Nullable String idempotencyKey) {
        return submit(new Sent(body, false, UnknownFields.REFUSED), submittedBy, idempotencyKey);
    }

    /** Like {@link #submit}, for a job that says what the archive would come to and ends. */
    Submission submitDryRun(byte[] body, String submittedBy, @Nullable String idempotencyKey) {
        return submit(new Sent(body, true, UnknownFields.REFUSED), submittedBy, idempotencyKey);
    }

    /**
     * Writes the job under that id, unless there is one already, whatever has become of it. Does not start it, so that the
     * caller can settle first with whoever sent the request.
     *
     * @param id without the room
     * @throws RefusedException if the request is wrong
     */
    Submission accept(String id, byte[] body, String submittedBy, UnknownFields unknown) {
        return known(id).orElseGet(() -> acceptNew(id, body, submittedBy, unknown));
    }

    /** Starts an accepted job if the engine is there; else the reconciler does so later. */
    void startSoon(Job job) {
        runs.startSoon(job);
    }

    @Override
    public String room() {
        return ROOM;
    }

    @Override
    public NewRun runOf(Job job, Run run, @Nullable String endedBecause) {
        OrderJson.Ends ends = orders.read(job.request());
        String source = ends.from() == null ? firstBucketOf(job) : ends.from();
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(job.id())
                .setTaskQueue(ZipArchiveWorkflow.TASK_QUEUE)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setMemo(Map.of(Run.EPOCH_MEMO, run.epoch()))
                .setTypedSearchAttributes(LongshoreSearchAttributes.of(ROOM, source))
                .setStaticSummary(summaryOf(job, ends))
                .setStaticDetails(
                        "Packs `" + source + "` into `" + ends.to() + "`, run " + run.epoch() + " of this job.")
                .build();
        return new NewRun(WORKFLOW, options, ZipArchiveRequest.anew(run, pace.pace(), endedBecause));
    }

    /** The answer to a repeated request does not depend on what has become of its stores since. */
    private Optional<Submission> earlier(String hash, String submittedBy, @Nullable String idempotencyKey) {
        return idempotencyKey == null
                ? Optional.empty()
                : ledger.jobs()
                        .earlier(ROOM, submittedBy, idempotencyKey, hash)
                        .map(before -> answerTo(before, idempotencyKey));
    }

    private Submission submit(Sent sent, String submittedBy, @Nullable String idempotencyKey) {
        Mark mark = new Mark(sent.hash(), submittedBy, idempotencyKey);
        return earlier(mark.hash(), submittedBy, idempotencyKey).orElseGet(() -> submitNew(sent, mark));
    }

    private Submission submitNew(Sent sent, Mark mark) {
        String id = TimeOrderedId.at(clock.instant(), random).toString();
        Submission submission = answerTo(write(id, sent, mark), mark.idempotencyKey());
        if (!submission.replayed()) {
            startSoon(submission.job());
        }
        return submission;
    }

    private Submission acceptNew(String id, byte[] body, String submittedBy, UnknownFields unknown) {
        try {
            Sent sent = new Sent(body, false, unknown);
            Acceptance acceptance = write(id, sent, new Mark(sent.hash(), submittedBy, id));
            return new Submission(acceptance.job(), !(acceptance instanceof Acceptance.Accepted));
        } catch (RefusedException refused) { // its target may be there because another process was faster
            return known(id).orElseThrow(() -> refused);
        }
    }

    private Optional<Submission> known(String id) {
        return ledger.jobs().find(ROOM + ":" + id).map(job -> new Submission(job, true));
    }

    /** Stores are asked before a connection to the ledger is taken, for they may take their time. */
    private Acceptance write(String id, Sent sent, Mark mark) {
        ZipArchiveOrder order = check.check(sent.body(), id, clock.instant(), sent.unknown());
        NewJob job = new NewJob(
                ROOM + ":" + id,
                ROOM,
                orders.write(order, sent.dryRun()),
                mark.hash(),
                mark.idempotencyKey(),
                mark.submittedBy(),
                order.isListed());
        check.askStores(order);
        FileRows files = order.isListed() ? check.filesOf(sent.body()) : rows -> {};
        return ledger.jobs().accept(job, files);
    }

    private static Submission answerTo(Acceptance acceptance, @Nullable String idempotencyKey) {
        if (acceptance instanceof Acceptance.Accepted accepted) {
            return new Submission(accepted.job(), false);
        }
        if (acceptance instanceof Acceptance.Repeated repeated) {
            return new Submission(repeated.job(), true);
        }
        throw new RefusedException(
                422,
                "Idempotency-Key " + idempotencyKey + " was used with another body, for "
                        + acceptance.job().id() + ".");
    }

    /** By which a request is known again. */
    private record Mark(
            String hash, String submittedBy, @Nullable String idempotencyKey) {}

    /** A request as it came in. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    private record Sent(byte[] body, boolean dryRun, UnknownFields unknown) {

        /** The same body means another thing where it is only to be planned. */
        String hash() {
            MessageDigest digest = sha256();
            if (dryRun) {
                digest.update("dry run of ".getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(digest.digest(body));
        }
    }

    private String firstBucketOf(Job job) {
        return ledger.lists().list(job.id(), new FileQuery(null, -1, 1)).stream()
                .map(file -> ObjectAddress.parse(file.source()).withKey("").toString())
                .findFirst()
                .orElse("nothing");
    }

    private static String summaryOf(Job job, OrderJson.Ends ends) {
        String what = ends.from() == null
                ? String.format(Locale.ROOT, "%,d files", job.files().total())
                : ends.from();
        String summary = (ends.dryRun() ? "Plan the zip of " : "Zip ") + what + " to " + ends.to();
        return summary.length() > LONGEST_SUMMARY ? summary.substring(0, LONGEST_SUMMARY) : summary;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
