package dev.longshore.activities.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.workflows.control.Run;
import java.util.Map;

/**
 * What was asked of a survey, as its job has it.
 *
 * @param kind check, plan or cleanup
 * @param dryRun whether a cleanup removes nothing
 */
record SurveyRequest(String host, String flow, String kind, boolean dryRun) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static SurveyRequest of(Ledger ledger, Run run) {
        Job job = ledger.jobs()
                .find(run.jobId())
                .orElseThrow(() -> new IllegalStateException("The ledger has no job " + run.jobId()));
        try {
            return JSON.readValue(job.request(), SurveyRequest.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The request of " + run.jobId() + " cannot be read", unreadable);
        }
    }

    /** What the cleanup of a flow is asked that it begins by itself. */
    static String ofCleanup(Flow flow) {
        return json(
                Map.of("host", flow.host(), "flow", flow.name(), "kind", SurveyKind.CLEANUP.word(), "dryRun", false));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    SurveyKind what() {
        return SurveyKind.of(kind);
    }
}
