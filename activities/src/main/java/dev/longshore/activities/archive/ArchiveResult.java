package dev.longshore.activities.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.ledger.archive.ArchivePlans;
import dev.longshore.workflows.control.Run;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a finished archive says of itself. */
final class ArchiveResult {

    /** The result is a payload of the engine; who left out more finds them among the job's skipped files. */
    private static final int MOST_LEFT_OUT = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArchiveTools tools;
    private final RequestPriceProperties prices;

    ArchiveResult(ArchiveTools tools, RequestPriceProperties prices) {
        this.tools = tools;
        this.prices = prices;
    }

    ObjectNode of(Run run) {
        ArchivePlan plan = tools.planOf(run);
        ArchivePlans plans = tools.ledger().archivePlans();
        ObjectNode result = head(run, plan)
                .put("bytesRead", plans.bytesRead(run.jobId()))
                .put("bytesSent", plans.bytesSent(run.jobId()))
                .put("bytesSentAgain", plans.bytesSentAgain(run.jobId()))
                .put("bytesCopiedByStore", plans.bytesCopied(run.jobId()));
        plans.estimate(run.jobId()).map(RequestsJson::in).ifPresent(requests -> {
            result.set("requests", RequestsJson.of(requests));
            result.set("price", priceOf(requests));
        });
        return result;
    }

    ObjectNode priceOf(RequestCounts requests) {
        return JSON.createObjectNode().put("currency", prices.currency()).put("requests", prices.of(requests));
    }

    /** What is known before a byte has moved. */
    ObjectNode head(Run run, ArchivePlan plan) {
        ObjectNode result = JSON.createObjectNode()
                .put("archive", ArchiveTools.targetOf(plan).toString())
                .put("url", urlOf(plan.key()))
                .put("size", plan.length())
                .put("entries", plan.entries());
        ArrayNode leftOut = result.putArray("leftOut");
        for (JobFile file : skipped(run)) {
            Failure why = file.failure();
            leftOut.addObject().put("ordinal", file.ordinal()).put("reason", why == null ? "" : why.type());
        }
        return result;
    }

    private List<JobFile> skipped(Run run) {
        return tools.ledger().lists().list(run.jobId(), new FileQuery(FileState.SKIPPED, -1, MOST_LEFT_OUT));
    }

    /** Null if no base of links is set. */
    @Nullable String urlOf(String key) {
        String base = tools.properties().baseUrl();
        if (base == null || base.isBlank()) {
            return null;
        }
        String path = URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        return base.endsWith("/") ? base + path : base + "/" + path;
    }
}
