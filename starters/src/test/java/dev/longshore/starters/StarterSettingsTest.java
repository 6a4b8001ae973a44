package dev.longshore.starters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.starters.archive.ArchiveIntakeProperties;
import dev.longshore.starters.guard.ApiProperties;
import dev.longshore.starters.reconciler.JobsProperties;
import dev.longshore.starters.reconciler.ReconcilerProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

/** The keys and defaults of the API; whoever renames one breaks installations, and this test. */
final class StarterSettingsTest {

    private static final Map<String, Object> ALL = Map.of(
            "longshore.api.host", "::1",
            "longshore.api.port", "8081",
            "longshore.api.max-body", "1MB",
            "longshore.api.events-every", "1s",
            "longshore.api.max-watchers", "7",
            "longshore.reconciler.every", "5s",
            "longshore.reconciler.untouched-for", "20s",
            "longshore.jobs.keep", "7d",
            "longshore.archive.intake-limit", "7");

    @Test
    void haveTheirDefaults() {
        PropertySource<?> none = new MapPropertySource("none", Map.of());

        assertThat(api(none))
                .isEqualTo(
                        new ApiProperties("127.0.0.1", 8080, DataSize.ofMegabytes(64), Duration.ofMillis(500), 1000));
        assertThat(reconciler(none)).isEqualTo(new ReconcilerProperties(Duration.ofSeconds(3), Duration.ofSeconds(10)));
        assertThat(jobs(none)).isEqualTo(new JobsProperties(Duration.ofDays(90)));
        assertThat(intake(none)).isEqualTo(new ArchiveIntakeProperties(100));
    }

    @Test
    void areReadFromTheirProperties() {
        requireAll(new MapPropertySource("properties", ALL));
    }

    @Test
    void areReadFromTheirVariables() {
        Map<String, Object> variables = ALL.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> setting.getKey()
                                .replace('.', '_')
                                .replace('-', '_')
                                .toUpperCase(java.util.Locale.ROOT),
                        Map.Entry::getValue));

        requireAll(new SystemEnvironmentPropertySource("systemEnvironment", variables));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            longshore.api.host | 0.0.0.0 | 127.0.0.1, ::1 or localhost
            longshore.api.port | 65536 | 0 to 65535
            longshore.api.max-body | 10B | 1KB to 1GB
            longshore.api.events-every | 1ms | 10ms or more
            longshore.api.max-watchers | 0 | 1 or more
            longshore.reconciler.every | 10ms | 100ms or more
            longshore.reconciler.untouched-for | -1s | 0s or more
            longshore.jobs.keep | 0s | more than 0s
            longshore.archive.intake-limit | 0 | 1 to 1000000
            """)
    void areRefusedWithTheirKeyAndWhatIsAllowed(String key, String value, String allowed) {
        PropertySource<?> source = new MapPropertySource("properties", Map.of(key, value));

        assertThatThrownBy(() -> List.of(api(source), reconciler(source), jobs(source), intake(source)))
                .rootCause()
                .hasMessageStartingWith(key + " is '")
                .hasMessageContaining("allowed: " + allowed);
    }

    private static void requireAll(PropertySource<?> source) {
        assertThat(api(source))
                .isEqualTo(new ApiProperties("::1", 8081, DataSize.ofMegabytes(1), Duration.ofSeconds(1), 7));
        assertThat(reconciler(source))
                .isEqualTo(new ReconcilerProperties(Duration.ofSeconds(5), Duration.ofSeconds(20)));
        assertThat(jobs(source)).isEqualTo(new JobsProperties(Duration.ofDays(7)));
        assertThat(intake(source)).isEqualTo(new ArchiveIntakeProperties(7));
    }

    private static ApiProperties api(PropertySource<?> source) {
        return read(source, "longshore.api", ApiProperties.class);
    }

    private static ReconcilerProperties reconciler(PropertySource<?> source) {
        return read(source, "longshore.reconciler", ReconcilerProperties.class);
    }

    private static JobsProperties jobs(PropertySource<?> source) {
        return read(source, "longshore.jobs", JobsProperties.class);
    }

    private static ArchiveIntakeProperties intake(PropertySource<?> source) {
        return read(source, "longshore.archive", ArchiveIntakeProperties.class);
    }

    private static <T> T read(PropertySource<?> source, String prefix, Class<T> type) {
        return new Binder(ConfigurationPropertySources.from(List.of(source))).bindOrCreate(prefix, Bindable.of(type));
    }
}
