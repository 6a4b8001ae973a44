package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.storage.ObjectAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Flows as the settings have them. */
class FlowsTest {

    @Test
    void thoseOfTheOriginalAreThereUnlessOthersAreNamed() {
        Flows flows = Flows.of(settings(Map.of("longshore.sync.host", "here")));

        assertThat(flows.host()).isEqualTo("here");
        assertThat(flows.all()).extracting(Flow::name).containsExactly("input", "output", "backup");
        assertThat(flows.all()).extracting(Flow::direction).containsExactly(Direction.DOWN, Direction.UP, Direction.UP);
        assertThat(flows.all()).allMatch(Flow::deletesSource);
        Flow input = flows.named("input").orElseThrow();
        assertThat(input.folder()).isEqualTo(Path.of("/home/sign/input"));
        assertThat(input.place()).isEqualTo(ObjectAddress.parse("s3://storage/input/"));
        assertThat(input.settle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(flows.named("other")).isEmpty();
    }

    @Test
    void aFlowSaysWhereItIsAndWhereItGoes() {
        Flows flows = Flows.of(settings(Map.of(
                "longshore.sync.host", "here",
                "longshore.sync.folder", "/data",
                "longshore.sync.place", "s3://bucket/site-1/",
                "longshore.sync.flows[0].name", "scans",
                "longshore.sync.flows[0].direction", "UP",
                "longshore.sync.flows[0].folder", "in/../out",
                "longshore.sync.flows[0].prefix", "scans/new/",
                "longshore.sync.flows[0].delete-source", "false",
                "longshore.sync.flows[0].include", "*.pdf",
                "longshore.sync.flows[0].settle", "1m")));

        Flow flow = flows.named("scans").orElseThrow();
        assertThat(flow.fileOf("a/b.pdf")).isEqualTo(Path.of("/data/out/a/b.pdf"));
        assertThat(flow.objectOf("a/b.pdf")).isEqualTo(ObjectAddress.parse("s3://bucket/site-1/scans/new/a/b.pdf"));
        assertThat(flow.deletesSource()).isFalse();
        assertThat(flow.names().holds("a.pdf")).isTrue();
        assertThat(flow.names().holds("a.txt")).isFalse();
        assertThat(flow.settle()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aHostWithoutANameHasThatOfTheMachine() {
        assertThat(Flows.of(settings(Map.of())).host()).isNotBlank();
    }

    @Test
    void twoFlowsHaveTwoNames() {
        MinioSyncProperties twice = settings(Map.of(
                "longshore.sync.flows[0].name", "a",
                "longshore.sync.flows[0].direction", "up",
                "longshore.sync.flows[1].name", "a",
                "longshore.sync.flows[1].direction", "down"));

        assertThatThrownBy(() -> Flows.of(twice)).hasMessageContaining("longshore.sync.flows[].name is a");
    }

    @ParameterizedTest
    @CsvSource({"name,a b", "name,a/b", "direction,sideways"})
    void aWrongFlowIsNamed(String key, String value) {
        MinioSyncProperties wrong = settings(Map.of(
                "longshore.sync.flows[0].name", key.equals("name") ? value : "a",
                "longshore.sync.flows[0].direction", key.equals("direction") ? value : "up"));

        assertThatThrownBy(() -> Flows.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longshore.sync.flows[]." + key + " is " + value);
    }

    @Test
    void aFolderIsAbsolute() {
        MinioSyncProperties relative = settings(Map.of("longshore.sync.folder", "data"));

        assertThatThrownBy(() -> Flows.of(relative))
                .hasMessageContaining("longshore.sync.flows[].folder is data/input");
    }

    @ParameterizedTest
    @CsvSource({
        "interval,0s",
        "settle,-1s",
        "compare,0s",
        "pass-files,0",
        "pass-size,0",
        "passes-at-once,0",
        "part-size,4MB"
    })
    void aWrongSettingIsNamed(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of("longshore.sync." + key, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("longshore.sync." + key + " is ");
    }

    private static MinioSyncProperties settings(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("longshore.sync", MinioSyncProperties.class);
    }
}
