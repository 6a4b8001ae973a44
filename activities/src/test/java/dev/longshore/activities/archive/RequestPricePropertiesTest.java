package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Locale;
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

class RequestPricePropertiesTest {

    private static final Map<String, Object> ALL = Map.of(
            "longshore.archive.price-per-1000-writes", "0.0054",
            "longshore.archive.price-per-1000-reads", "0.00043",
            "longshore.archive.price-currency", "EUR");

    @Test
    void areThoseOfS3StandardUnlessSet() {
        assertThat(bound(new MapPropertySource("none", Map.of())))
                .isEqualTo(new RequestPriceProperties(new BigDecimal("0.005"), new BigDecimal("0.0004"), "USD"));
    }

    @Test
    void areReadFromTheirProperties() {
        assertThat(bound(new MapPropertySource("properties", ALL)))
                .isEqualTo(new RequestPriceProperties(new BigDecimal("0.0054"), new BigDecimal("0.00043"), "EUR"));
    }

    @Test
    void areReadFromTheirVariables() {
        Map<String, Object> variables = ALL.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> setting.getKey()
                                .replace('.', '_')
                                .replace('-', '_')
                                .toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));

        assertThat(bound(new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .isEqualTo(new RequestPriceProperties(new BigDecimal("0.0054"), new BigDecimal("0.00043"), "EUR"));
    }

    @ParameterizedTest(name = "{0} writes, {1} reads")
    @CsvSource({"0, 0, 0", "1, 0, 0.000005", "1000, 1000, 0.0054", "200000000, 0, 1000", "0, 3, 0.0000012"})
    void areMultipliedWithoutLosingADigit(long writes, long reads, String price) {
        RequestCounts requests = new RequestCounts();
        requests.add(RequestKind.PUT, writes);
        requests.add(RequestKind.GET, reads);
        requests.add(RequestKind.DELETE, 77);

        assertThat(bound(new MapPropertySource("none", Map.of())).of(requests)).isEqualTo(price);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "longshore.archive.price-per-1000-writes, -1, 0 or more",
        "longshore.archive.price-per-1000-reads, 1e99, 0 or more",
        "longshore.archive.price-currency, dollars, three capital letters"
    })
    void areRefusedWhereTheyMakeNoSense(String key, String value, String allowed) {
        assertThatThrownBy(() -> bound(new MapPropertySource("wrong", Map.of(key, value))))
                .hasStackTraceContaining(key + " is '")
                .hasStackTraceContaining(allowed);
    }

    private static RequestPriceProperties bound(PropertySource<?> source) {
        return new Binder(ConfigurationPropertySources.from(source))
                .bindOrCreate("longshore.archive", Bindable.of(RequestPriceProperties.class));
    }
}
