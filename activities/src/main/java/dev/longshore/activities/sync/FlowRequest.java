package dev.longshore.activities.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Ledger;
import dev.longshore.workflows.control.Run;

/**
 * What was asked of a flow, as its job and those of its passes have it.
 *
 * @param once whether it ends as soon as nothing waits any more
 */
record FlowRequest(String host, String flow, boolean once) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static FlowRequest of(Ledger ledger, Run run) {
        Job job = ledger.jobs()
                .find(run.jobId())
                .orElseThrow(() -> new IllegalStateException("The ledger has no job " + run.jobId()));
        try {
            return JSON.readValue(job.request(), FlowRequest.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The request of " + run.jobId() + " cannot be read", unreadable);
        }
    }
}
