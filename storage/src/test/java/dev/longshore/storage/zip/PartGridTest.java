package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartGridTest {

    private static final long MIB = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "0, 1, 5",
        "1000, 8, 8",
        "83886080000, 8, 8", // exactly 10,000 parts of 8 MiB
        "83886080001, 8, 9",
        "53687091200000, 8, 5120" // exactly 10,000 parts of 5 GiB
    })
    void choosesPartsThatStoresAccept(long length, long smallestMib, long expectedMib) {
        long size = PartGrid.partSizeFor(length, smallestMib * MIB);

        assertThat(size).isEqualTo(expectedMib * MIB);
        assertThat(new PartGrid(length, size).count()).isBetween(1, 10_000);
    }

    @Test
    void refusesWhatNoStoreTakes() {
        assertThatThrownBy(() -> PartGrid.partSizeFor(53_687_091_200_001L, 8 * MIB))
                .isInstanceOf(TooLargeException.class);
    }

    @Test
    void partsLieSideBySide() {
        PartGrid grid = new PartGrid(25, 10);

        assertThat(grid.count()).isEqualTo(3);
        assertThat(grid.offset(3)).isEqualTo(20);
        assertThat(grid.size(3)).isEqualTo(5);
        assertThat(grid.end(2)).isEqualTo(20);
        assertThat(grid.partOf(19)).isEqualTo(2);
        assertThat(grid.partOf(20)).isEqualTo(3);
    }

    @Test
    void nothingIsOneEmptyPart() {
        PartGrid grid = new PartGrid(0, 10);

        assertThat(grid.count()).isEqualTo(1);
        assertThat(grid.size(1)).isZero();
    }
}
