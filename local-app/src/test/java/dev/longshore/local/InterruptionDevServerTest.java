package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.workflows.engine.LongshoreSearchAttributes;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.GlobalDataConverter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** And what only a real server has: a memory of its own, and pages on which people read. */
@OnDevServer
final class InterruptionDevServerTest extends InterruptionContract {

    @Override
    EngineChoice engine() {
        return House.devServer();
    }

    @Test
    void startsNothingOnAnotherEngineUntilItIsAdopted() {
        PartGate gate = house().gateAfter(2);
        String begun = aTripTo("foreign.zip");
        gate.awaitAPart();

        house().stopEngine();
        house().startAnotherEngine();
        gate.open();
        String ordered = aTripTo("foreign-2.zip");
        house().awaitReconcilerPasses(10);

        HttpResponse<String> health = house().rest().get("/api/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(Rest.json(health).path("engine").path("status").asString()).isEqualTo("foreign");
        try (EngineView engine = new EngineView(house().engineAddress())) {
            assertThat(engine.knows(begun)).isFalse();
            assertThat(engine.knows(ordered)).isFalse();
        }
        assertThat(house().rest().post("/api/engine/adopt", "").statusCode()).isEqualTo(200);
        requireTrip(begun);
        requireTrip(ordered);
        assertThat(house().row(begun).epoch()).isEqualTo(2);
    }

    @Test
    void readsWellInTheWebUi() {
        String id =
                house().rest().order("{\"from\":\"s3://source-images/small/\",\"to\":\"s3://zip-storage/page.zip\"}");
        JsonNode job = house().rest().awaitState(id, "done");

        try (EngineView engine = new EngineView(house().engineAddress())) {
            DescribeWorkflowExecutionResponse page = engine.describe(id);
            Map<String, Payload> attributes =
                    page.getWorkflowExecutionInfo().getSearchAttributes().getIndexedFieldsMap();
            assertThat(text(attributes, LongshoreSearchAttributes.ROOM)).isEqualTo("archive");
            assertThat(text(attributes, LongshoreSearchAttributes.SOURCE)).isEqualTo("s3://source-images/small/");
            assertThat(text(page.getExecutionConfig().getUserMetadata().getSummary()))
                    .isEqualTo("Zip s3://source-images/small/ to s3://zip-storage/page.zip");
            Eventually.holds(
                    "the list to know the run",
                    () -> engine.list("LongshoreRoom = 'archive' AND LongshoreSource = 's3://source-images/small/'")
                            .contains(id));
            assertThat(stepsOf(engine.history(id)))
                    .allSatisfy(step -> assertThat(step.hasUserMetadata()).isTrue());
        }
        assertThat(job.path("links").path("engine").asString()).contains("/workflows/archive");
    }

    private static List<HistoryEvent> stepsOf(List<HistoryEvent> history) {
        return history.stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .toList();
    }

    private static String text(Map<String, Payload> attributes, SearchAttributeKey<String> key) {
        return text(attributes.getOrDefault(key.getName(), Payload.getDefaultInstance()));
    }

    private static String text(Payload payload) {
        return GlobalDataConverter.get().fromPayload(payload, String.class, String.class);
    }
}
