package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalPortTest {

    @Test
    void findsDifferentFreePorts() {
        assertThat(LocalPort.free(5))
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThatCode(() -> new LocalPort("API", port, "X").requireFree())
                        .doesNotThrowAnyException());
    }

    @Test
    void findsNoneTwice() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> LocalPort.free(1).get(0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void choosesAPortOnlyWhereNoneIsSet() {
        assertThat(new LocalPort("API", 0, "X").chosen().number()).isPositive();
        assertThat(new LocalPort("API", 8080, "X").chosen().number()).isEqualTo(8080);
        assertThatCode(() -> new LocalPort("API", 0, "X").requireFree()).doesNotThrowAnyException();
    }
}
