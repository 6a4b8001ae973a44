package dev.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

final class WorkerPropertiesTest {

    private static final WorkerProperties OTHER =
            new WorkerProperties(List.of("archive"), 9100, 7, Duration.ofSeconds(2), Duration.ofMinutes(1));

    @Test
    void hasItsDefaults() {
        assertThat(read(new MapPropertySource("none", Map.of())))
                .isEqualTo(
                        new WorkerProperties(List.of("archive"), 0, 3, Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    @Test
    void hasItsProperties() {
        assertThat(read(new MapPropertySource(
                        "properties",
                        Map.of(
                                "longshore.worker.pools", "archive",
                                "longshore.worker.port", "9100",
                                "longshore.worker.steps-at-once", "7",
                                "longshore.worker.heartbeat-throttle", "2s",
                                "longshore.worker.drain", "1m"))))
                .isEqualTo(OTHER);
    }

    @Test
    void hasItsVariables() {
        assertThat(read(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of(
                                "LONGSHORE_WORKER_POOLS", "archive",
                                "LONGSHORE_WORKER_PORT", "9100",
                                "LONGSHORE_WORKER_STEPS_AT_ONCE", "7",
                                "LONGSHORE_WORKER_HEARTBEAT_THROTTLE", "2s",
                                "LONGSHORE_WORKER_DRAIN", "1m"))))
                .isEqualTo(OTHER);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            pools | cloudflare | archive
            pools | '' | archive
            port | -1 | 0 to 65535
            port | 65536 | 0 to 65535
            steps-at-once | 0 | 1 or more
            heartbeat-throttle | 0s | more than 0s
            drain | -1s | 0s or more
            """)
    void refusesWhatCannotBe(String key, String value, String allowed) {
        var source = new MapPropertySource("properties", Map.of("longshore.worker." + key, value));

        assertThatThrownBy(() -> read(source))
                .rootCause()
                .hasMessageStartingWith("longshore.worker." + key + " is '")
                .hasMessageContaining("allowed: " + allowed);
    }

    private static WorkerProperties read(PropertySource<?> source) {
        return new Binder(ConfigurationPropertySources.from(List.of(source)))
                .bindOrCreate("longshore.worker", Bindable.of(WorkerProperties.class));
    }
}
