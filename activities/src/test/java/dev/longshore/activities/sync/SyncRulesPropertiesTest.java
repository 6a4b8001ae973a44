package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SyncRulesPropertiesTest {

    @Test
    void nothingIsSetUnlessItIs() {
        SyncRulesProperties rules = bound(Map.of());

        assertThat(rules.bandwidth()).isEqualTo("off");
        assertThat(rules.of("output")).isEqualTo(FlowRules.none());
    }

    @Test
    void flowsHaveRulesOfTheirOwnAndTheCommonOnes() {
        Map<String, String> settings = Map.of(
                "longshore.sync.quarantine", "7d",
                "longshore.sync.flows[0].name", "scans",
                "longshore.sync.flows[0].direction", "up",
                "longshore.sync.flows[1].name", "logs",
                "longshore.sync.flows[1].direction", "up",
                "longshore.sync.flows[1].quarantine", "0s",
                "longshore.sync.flows[1].marker", ".done",
                "longshore.sync.flows[1].exists", "version",
                "longshore.sync.flows[1].files-from", "/etc/list");

        SyncRulesProperties rules = bound(settings);

        assertThat(rules.of("scans")).isEqualTo(new FlowRules(Duration.ofDays(7), null, false, null));
        assertThat(rules.of("logs")).isEqualTo(new FlowRules(Duration.ZERO, ".done", true, Path.of("/etc/list")));
        assertThat(rules.of("other").keepsAside()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "longshore.sync.quarantine, -1s",
        "longshore.sync.bandwidth, fast",
        "longshore.sync.flows[0].exists, replace",
        "longshore.sync.flows[0].marker, a/b",
        "longshore.sync.flows[0].files-from, list.txt"
    })
    void aWrongSettingSaysItsKeyAndWhatIsAllowed(String key, String value) {
        String shown = key.replace("[0]", "[]");

        assertThatThrownBy(() -> bound(Map.of("longshore.sync.flows[0].name", "scans", key, value)))
                .rootCause()
                .hasMessageStartingWith(shown + " is ")
                .hasMessageContaining("allowed: ");
    }

    private static SyncRulesProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(settings)))
                .bindOrCreate("longshore.sync", SyncRulesProperties.class);
    }
}
