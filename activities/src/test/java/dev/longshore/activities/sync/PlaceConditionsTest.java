package dev.longshore.activities.sync;

import static dev.longshore.activities.sync.SyncScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What flows do where a store keeps to no condition, and how they know. */
@Timeout(180)
@ExtendWith(SyncScenes.class)
class PlaceConditionsTest {

    private SyncScene scene;

    @BeforeEach
    void enter(SyncScene own) {
        scene = own;
    }

    @Test
    void aStoreThatNobodyAskedIsAskedOnce() {
        note("{\"copiesParts\": true}");
        scene.put("in/a", bytes(10, 1));

        try (SyncTaker taker = scene.taker()) {
            scene.play(taker, "in");
        }

        assertThat(noted()).contains("\"refusesToDeleteOthers\":true", "\"refusesToPutOver\":true");
        assertThat(probes()).isNotEmpty().allMatch(request -> request.path().contains("/in/.longshore-probe/"));
        assertThat(scene.objects()).isEmpty();
        scene.line().forget();
        scene.play(scene.taker(), "in");
        assertThat(probes()).isEmpty();
    }

    @Test
    void aStoreThatMayNotBeAskedIsLookedAtAndMovesItsFiles() {
        note("{}");
        scene.write("out/a", bytes(10, 1));
        scene.spoil(
                request -> request.path().contains("probe"),
                new Fault.Answer(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>"));

        scene.play(scene.taker(), "out");

        assertThat(scene.objects()).containsOnlyKeys("out/a");
        assertThat(noted()).isEqualTo("{}");
        assertThat(methodsOn("out/a")).startsWith("HEAD", "PUT");
    }

    @Test
    void aStoreThatStumblesOverWhatItDoesNotKnowMovesItsFiles() {
        note("{}");
        scene.write("out/a", bytes(10, 1));
        scene.spoil(
                request ->
                        request.path().contains("probe-") && request.headers().containsKey("x-amz-copy-source"),
                new Fault.Refuse(503));

        scene.play(scene.taker(), "out");

        assertThat(scene.objects()).containsOnlyKeys("out/a");
        assertThat(noted()).isEqualTo("{}");
        assertThat(methodsOn("out/a")).startsWith("HEAD", "PUT");
    }

    @Test
    void whereNoConditionIsKeptToNothingIsReplaced() {
        scene.noteConditions(false);
        scene.put("out/a", bytes(10, 2));
        scene.write("out/a", bytes(10, 1));

        scene.play(scene.taker(), "out");

        assertThat(methodsOn("out/a")).startsWith("HEAD").doesNotContain("PUT");
        assertThat(methodsOn("out/a-1")).startsWith("HEAD", "PUT");
        assertThat(scene.objects()).containsOnlyKeys("out/a", "out/a-1");
    }

    @Test
    void whereConditionsAreKeptToNobodyLooksBefore() {
        scene.write("out/a", bytes(10, 1));

        scene.play(scene.taker(), "out");

        assertThat(methodsOn("out/a")).containsExactly("PUT");
    }

    @Test
    void anObjectIsLookedAtRightBeforeItsDeletion() {
        scene.noteConditions(false);
        scene.put("in/a", bytes(10, 1));

        scene.play(scene.taker(), "in");

        assertThat(methodsOn("in/a")).endsWith("HEAD", "DELETE");
        assertThat(scene.objects()).isEmpty();
    }

    private void note(String abilities) {
        scene.ledger().probedStores().note("", scene.line().endpoint().toString(), abilities);
    }

    private String noted() {
        return scene.ledger()
                .probedStores()
                .find("", scene.line().endpoint().toString())
                .orElseThrow()
                .abilities()
                .replace(" ", "");
    }

    private List<PassedRequest> probes() {
        return scene.line().exchanges().stream()
                .map(PassedExchange::request)
                .filter(request ->
                        request.path().contains("probe") && request.method().equals("DELETE"))
                .toList();
    }

    private List<String> methodsOn(String key) {
        return scene.line().exchanges().stream()
                .map(PassedExchange::request)
                .filter(request -> request.path().endsWith("/" + key))
                .map(PassedRequest::method)
                .toList();
    }
}
