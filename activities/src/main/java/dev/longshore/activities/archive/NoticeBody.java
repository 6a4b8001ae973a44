package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileLists;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.archive.LinkTerm;
import dev.longshore.workflows.archive.NoticeLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a notice says: first what the original archiver said, in its shape, then what there is to say besides. */
final class NoticeBody {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeBody.class);

    private static final int MOST_LEFT_OUT = 100;
    private static final int LONGEST_SOURCE = 1024;
    private static final String CUT = "…";

    private final FileLists lists;
    private final Stores stores;
    private final ArchiveResult result;

    NoticeBody(ArchiveTools tools, ArchiveResult result) {
        this.lists = tools.ledger().lists();
        this.stores = tools.stores();
        this.result = result;
    }

    /** Never longer than a message may be: an order accepted before there was a limit goes without its metadata. */
    String of(Job job, ArchivePlan plan, String id) {
        ObjectNode notice = notice(job, plan, id);
        String body = textOf(notice);
        if (body.getBytes(UTF_8).length <= NoticeLimits.MESSAGE) {
            return body;
        }
        LOG.warn("{}: the metadata is too long for a notice and is left out of it", job.id());
        return textOf(notice.putNull("metadata"));
    }

    private ObjectNode notice(Job job, ArchivePlan plan, String id) {
        ObjectNode notice = JsonNodeFactory.instance.objectNode();
        notice.set("metadata", ArchiveOrder.of(job).metadata());
        notice.putObject("substitutions").put("archiver_URL", urlOf(job, plan));
        notice.put("notice", id)
                .put("job", job.id())
                .put("archive", ArchiveTools.targetOf(plan).toString())
                .put("size", plan.length())
                .put("entries", plan.entries());
        ObjectNode leftOut =
                notice.putObject("leftOut").put("count", job.files().skipped());
        addLeftOut(job, leftOut.putArray("first"));
        return notice;
    }

    /** A link that was ordered is a secret between us and who reads the queue; it begins to run out now. */
    private @Nullable String urlOf(Job job, ArchivePlan plan) {
        ObjectAddress archive = ArchiveTools.targetOf(plan);
        String link = ArchiveOrder.of(job).link();
        return Optional.ofNullable(link)
                .flatMap(LinkTerm::of)
                .map(term ->
                        stores.of(archive, Right.READ).link(archive, term).url().toString())
                .orElseGet(() -> result.urlOf(plan.key()));
    }

    private void addLeftOut(Job job, ArrayNode first) {
        for (JobFile file : lists.list(job.id(), new FileQuery(FileState.SKIPPED, -1, MOST_LEFT_OUT))) {
            Failure why = file.failure();
            first.addObject()
                    .put("ordinal", file.ordinal())
                    .put("source", shortened(file.source()))
                    .put("reason", why == null ? "" : why.type());
        }
    }

    /** Measured as it is written, for one character of a key may take six. */
    private static String shortened(String source) {
        if (lengthOf(source) <= LONGEST_SOURCE) {
            return source;
        }
        int end = source.length();
        while (lengthOf(source.substring(0, end)) > LONGEST_SOURCE - CUT.getBytes(UTF_8).length) {
            end = source.offsetByCodePoints(end, -1);
        }
        return source.substring(0, end) + CUT;
    }

    private static int lengthOf(String text) {
        return textOf(TextNode.valueOf(text)).getBytes(UTF_8).length;
    }

    /** SQS refuses two characters that JSON allows; where they stand, inside strings, they may be written otherwise. */
    private static String textOf(JsonNode json) {
        return json.toString().replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
    }
}
