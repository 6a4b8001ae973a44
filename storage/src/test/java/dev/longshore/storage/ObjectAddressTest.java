package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectAddressTest {

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/key, '', bucket, key",
        "s3://bucket/a/b c?d#e%20, '', bucket, a/b c?d#e%20",
        "s3://bucket/, '', bucket, ''",
        "s3+far-away://bucket//x, far-away, bucket, /x"
    })
    void isReadAndWrittenTheSameWay(String uri, String store, String bucket, String key) {
        ObjectAddress address = ObjectAddress.parse(uri);

        assertThat(address).isEqualTo(new ObjectAddress(store, bucket, key)).hasToString(uri);
    }

    @Test
    void aBucketAloneIsAPrefixOfEverything() {
        assertThat(ObjectAddress.parse("s3://bucket")).isEqualTo(new ObjectAddress("", "bucket", ""));
    }

    @Test
    void aTextWithoutASchemeIsAKeyOfTheDefaultBucket() {
        assertThat(ObjectAddress.parse("a/b.png", "home")).hasToString("s3://home/a/b.png");
        assertThat(ObjectAddress.parse("s3://other/b.png", "home")).hasToString("s3://other/b.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bucket/key", "http://bucket/key", "s3:///key", "S3://bucket/key", "s3+://bucket/key"})
    void whatIsNoAddressIsRefused(String uri) {
        assertThatThrownBy(() -> ObjectAddress.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s3://bucket/key");
    }

    @Test
    void aKeyThatNoStoreTakesIsRefused() {
        assertThatThrownBy(() -> new ObjectAddress("", "bucket", "é".repeat(513)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
