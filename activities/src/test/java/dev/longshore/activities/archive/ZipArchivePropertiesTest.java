package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ZipArchivePropertiesTest {

    private static final String PREFIX = "longshore.archive";

    @Test
    void theDefaultsAreThese() {
        assertThat(bound(Map.of()))
                .isEqualTo(new ZipArchiveProperties(
                        DataSize.ofMegabytes(8),
                        DataSize.ofMegabytes(256),
                        3,
                        DataSize.ofMegabytes(16),
                        1000,
                        true,
                        true,
                        null));
    }

    @Test
    void theKeysAreThese() {
        Map<String, String> all = Map.of(
                "part-size", "10MB",
                "page-bytes", "20MB",
                "parts-at-once", "1",
                "buffer-limit", "3MB",
                "page-files", "5",
                "copy-in-store", "false",
                "native-deflater", "false",
                "base-url", "https://files.example");

        assertThat(bound(all))
                .isEqualTo(new ZipArchiveProperties(
                        DataSize.ofMegabytes(10),
                        DataSize.ofMegabytes(20),
                        1,
                        DataSize.ofMegabytes(3),
                        5,
                        false,
                        false,
                        "https://files.example"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "part-size,4MB",
        "part-size,6GB",
        "page-bytes,7MB",
        "parts-at-once,0",
        "parts-at-once,65",
        "buffer-limit,513MB",
        "page-files,0",
        "page-files,1001"
    })
    void aWrongSettingIsRefusedWithItsKeyAndWhatIsAllowed(String key, String value) {
        assertThatThrownBy(() -> bound(Map.of(key, value)))
                .rootCause()
                .hasMessageStartingWith("longshore.archive." + key + " is '")
                .hasMessageContaining("allowed: ");
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"5242880,51", "268435456,1", "1000000000,1", "100,500"})
    void aPageHasAtLeastOnePart(long partSize, int parts) {
        assertThat(bound(Map.of()).partsPerPage(partSize)).isEqualTo(parts);
    }

    private static ZipArchiveProperties bound(Map<String, String> values) {
        Map<String, String> keys = new HashMap<>();
        values.forEach((key, value) -> keys.put(PREFIX + "." + key, value));
        return new Binder(new MapConfigurationPropertySource(keys))
                .bindOrCreate(PREFIX, Bindable.of(ZipArchiveProperties.class));
    }
}
