package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataPolicyTest {

    private static final ObjectFacts SOURCE = facts(Map.of("author", "Ada"));

    @Test
    void preservesUnlessToldOtherwise() {
        ObjectMetadata copy = MetadataPolicy.preserve().of(SOURCE);

        assertThat(copy.contentType()).isEqualTo("image/png");
        assertThat(copy.user()).containsOnly(Map.entry("author", "Ada"), Map.entry("mtime", "1700000000.500000000"));
    }

    @Test
    void keepsATimeThatTheSourceCarries() {
        ObjectMetadata copy = MetadataPolicy.preserve().of(facts(Map.of("mtime", "1.5")));

        assertThat(copy.user()).containsExactly(Map.entry("mtime", "1.5"));
    }

    @Test
    void leavesOutWhatIsNotWished() {
        MetadataPolicy policy = new MetadataPolicy(false, false, false, Map.of("room", "sync"), "GLACIER", "AES256");

        assertThat(policy.of(SOURCE))
                .isEqualTo(new ObjectMetadata(null, Map.of(), Map.of("room", "sync"), "GLACIER", "AES256"));
    }

    private static ObjectFacts facts(Map<String, String> metadata) {
        ObjectAddress address = ObjectAddress.parse("s3://bucket/a.png");
        return new ObjectFacts(
                address, 1, "\"etag\"", Instant.ofEpochMilli(1_700_000_000_500L), null, metadata, "image/png");
    }
}
