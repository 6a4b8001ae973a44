package dev.longshore.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class StoreSumTest {

    private static final String CRC64_NVME = "rosUhgp5mIg=";
    private static final byte[] CONTENT = "123456789".getBytes(US_ASCII);
    private static final byte[] OTHER = "123456788".getBytes(US_ASCII);

    static Stream<HeadObjectResponse> answers() {
        return Stream.of(
                whole().checksumCRC64NVME(CRC64_NVME).build(),
                whole().checksumCRC32C("4waSgw==").build(),
                whole().checksumSHA256("FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")
                        .build());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsContentsApart(HeadObjectResponse answer) {
        assertThat(StoreSum.of(answer).orElseThrow().isOf(ReadContent.of(CONTENT)))
                .isTrue();
        assertThat(StoreSum.of(answer).orElseThrow().isOf(ReadContent.of(OTHER)))
                .isFalse();
    }

    static Stream<HeadObjectResponse> answersThatSayNothing() {
        return Stream.of(
                whole().build(),
                HeadObjectResponse.builder().checksumCRC64NVME(CRC64_NVME).build(),
                whole().checksumCRC64NVME(CRC64_NVME + "-2").build(),
                whole().checksumType(ChecksumType.COMPOSITE)
                        .checksumSHA256("FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")
                        .build());
    }

    @ParameterizedTest
    @MethodSource("answersThatSayNothing")
    void isNoneOfAnythingButTheWhole(HeadObjectResponse answer) {
        assertThat(StoreSum.of(answer)).isEmpty();
    }

    /** The MD5 would be that of another. */
    @Test
    void aContentThatChangedSinceItWasReadIsNotKnown() {
        ReadContent changed =
                new ReadContent(ContentSum.of(OTHER), () -> new ByteArrayInputStream(CONTENT), read -> {});

        Optional<StoreSum> sum =
                StoreSum.of(whole().checksumCRC64NVME(CRC64_NVME).build());

        assertThat(sum.orElseThrow().isOf(changed)).isFalse();
    }

    private static HeadObjectResponse.Builder whole() {
        return HeadObjectResponse.builder().checksumType(ChecksumType.FULL_OBJECT);
    }
}
